"""Losses and gradients at the logits of what defences train towards, by PyTorch's autograd: soft targets with a temperature,
mixed labels, and the three branches of RelaxLoss. Prints what TrainingDefenceTests expects.

    python3 training_defences.py        (torch)
"""
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
LOGITS = [[2.0, -1.0, 0.5], [0.25, 0.75, -0.5], [-1.5, 0.0, 3.0], [1.0, 1.25, -2.0]]
LABELS = [0, 2, 2, 1]


def show(name, losses, logits, total):
    (gradient,) = torch.autograd.grad(total, logits)
    print(name, "losses", [round(x, 12) for x in losses.tolist()])
    print(name, "gradient", [[round(x, 12) for x in row] for row in gradient.tolist()])


def fresh():
    return torch.tensor(LOGITS, requires_grad=True)


labels = torch.tensor(LABELS)
targets = torch.tensor([[0.7, 0.2, 0.1], [0.0, 0.5, 0.5], [0.25, 0.25, 0.5], [1.0, 0.0, 0.0]])

# Hinton et al. 2015: cross-entropy of the softened answers, times T^2.
z = fresh()
losses = -(targets * F.log_softmax(z / 4, dim=1)).sum(1) * 16
show("distilled", losses, z, losses.sum())

# Zhang et al. 2018: the loss on mixed labels is the mixture of the losses.
z = fresh()
share, partners = 0.3, torch.tensor([2, 0, 3, 1])
losses = share * F.cross_entropy(z, labels, reduction="none") + (1 - share) * F.cross_entropy(
    z, labels[partners], reduction="none")
show("mixed", losses, z, losses.sum())

# Chen et al. 2022, Algorithm 1.
for name, threshold, flattening in [("descent", 0.1, True), ("ascent", 2.0, False), ("flattened", 2.0, True)]:
    z = fresh()
    losses = F.cross_entropy(z, labels, reduction="none")
    mean = losses.mean()
    if mean >= threshold:
        total = losses.sum()
    elif not flattening:
        total = -losses.sum()
    else:
        shares = F.softmax(z, dim=1).detach()
        own = shares.gather(1, labels[:, None])
        soft = torch.where(F.one_hot(labels, 3).bool(), own, (1 - own) / 2)
        right = shares.argmax(1) == labels
        flat = -(soft * F.log_softmax(z, dim=1)).sum(1)
        total = torch.where(right, flat, losses).sum()
    show(name, losses, z, total)
