"""A trajectory of PyTorch's Adam with coupled weight decay on weights alone, for Tests/NeuralNetworksTests/AdamTests.swift.

torch 2.13.0, CPU. Prints the parameters of a linear network of three inputs and two classes after ten steps on the mean
cross-entropy of four records, in float32: weights row by row, then biases.
"""
import torch

records = torch.tensor([[0.5, -1.0, 2.0], [1.5, 0.25, -0.5], [-0.75, 1.0, 0.5], [0.1, 0.2, -1.2]])
labels = torch.tensor([0, 1, 1, 0])
layer = torch.nn.Linear(3, 2)
with torch.no_grad():
    layer.weight.copy_(torch.tensor([[0.1, -0.2, 0.3], [0.0, 0.4, -0.1]]))
    layer.bias.copy_(torch.tensor([0.05, -0.05]))
optimizer = torch.optim.Adam([{"params": [layer.weight], "weight_decay": 0.1}, {"params": [layer.bias], "weight_decay": 0.0}], lr=0.05)
for _ in range(10):
    optimizer.zero_grad()
    torch.nn.functional.cross_entropy(layer(records), labels).backward()
    optimizer.step()
print([f"{value:.7f}" for value in torch.cat([layer.weight.flatten(), layer.bias]).tolist()])
