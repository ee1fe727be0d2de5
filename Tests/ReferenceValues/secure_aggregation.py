"""Makes secure_aggregation.json: keys, masks, sealed shares, signatures and Shamir's shares by programs that are not ours.

X25519, HKDF-SHA256, AES in counter mode, ChaCha20-Poly1305 and Ed25519 are those of the Python package `cryptography`; shares are
made by Python's own whole numbers. It proves `PairwiseKeys`, `MaskStream`, `SharePair`, `IdentityKey` and `KeyShare`.

    venv/bin/pip install cryptography
    venv/bin/python Tests/ReferenceValues/secure_aggregation.py     # at once; writes secure_aggregation.json beside itself
"""

import hashlib
import json
import pathlib
import random
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519, x25519
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PRIME = 2**61 - 1
BLOCK_WORDS = 8192
generator = random.Random(1)


def raw(key):
    return key.public_key().public_bytes_raw()


def pair(purpose, round_, one, two):
    """The key that two clients agree on."""
    keys = [generator.randbytes(32), generator.randbytes(32)]
    private = [x25519.X25519PrivateKey.from_private_bytes(key) for key in keys]
    secret = private[0].exchange(private[1].public_key())
    assert secret == private[1].exchange(private[0].public_key())
    info = (f"glasshouse secure aggregation 1, {purpose}".encode() + struct.pack("<Q", round_)
            + struct.pack("<HH", min(one, two), max(one, two)))
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(secret)
    return {"purpose": purpose, "round": round_, "clients": [one, two], "private": [k.hex() for k in keys],
            "public": [raw(k).hex() for k in private], "key": key.hex()}


def stream(key, words):
    """Zeros under AES-256 in counter mode, each block of words from counter 2 of a nonce that is its number, as in GCM."""
    out = b""
    for block in range(-(-words // BLOCK_WORDS)):
        count = min(BLOCK_WORDS, words - block * BLOCK_WORDS)
        counter = struct.pack("<Q", block) + bytes(4) + struct.pack(">I", 2)
        out += Cipher(algorithms.AES(key), modes.CTR(counter)).encryptor().update(bytes(4 * count))
    return out


def mask(words):
    key = generator.randbytes(32)
    made = stream(key, words)
    return {"key": key.hex(), "words": words, "first": list(struct.unpack("<8I", made[:32])),
            "last": struct.unpack("<I", made[-4:])[0], "sha256": hashlib.sha256(made).hexdigest()}


def shares(secret, threshold, points):
    limbs = [int.from_bytes(secret[start:start + 7], "little") for start in range(0, 32, 7)]
    columns = []
    for limb in limbs:
        polynomial = [limb] + [generator.randrange(PRIME) for _ in range(threshold - 1)]
        columns.append([sum(c * x**k for k, c in enumerate(polynomial)) % PRIME for x in points])
    return [[column[i] for column in columns] for i in range(len(points))]


def sealed():
    key, sender, recipient = generator.randbytes(32), 3, 300
    two = [shares(generator.randbytes(32), 3, [301])[0] for _ in range(2)]
    plain = b"".join(struct.pack("<Q", limb) for share in two for limb in share)
    nonce = generator.randbytes(12)
    box = nonce + ChaCha20Poly1305(key).encrypt(nonce, plain, struct.pack("<HH", sender, recipient))
    return {"key": key.hex(), "sender": sender, "recipient": recipient, "shares": two, "box": box.hex()}


def signature():
    identity = ed25519.Ed25519PrivateKey.from_private_bytes(generator.randbytes(32))
    # Five clients, one word, four must stay, no check of consistency, no further terms.
    agreement = hashlib.sha256(struct.pack("<I5HQIB", 5, 0, 1, 2, 3, 513, 1, 4, 0)).digest()
    keys = hashlib.sha256(b"".join(
        struct.pack("<H", client) + bytes([client % 256]) * 32 + bytes([client % 256 + 100]) * 32
        for client in (1, 2, 513))).digest()
    text = ("glasshouse secure aggregation 1, survivors, round 77: ".encode() + agreement + keys
            + struct.pack("<3H", 1, 2, 513))
    return {"round": 77, "survivors": [1, 2, 513], "identity": raw(identity).hex(),
            "signature": identity.sign(text).hex()}


def shared():
    secret, points = generator.randbytes(32), [1, 2, 5, 65536]
    return {"secret": secret.hex(), "threshold": 3, "points": points, "shares": shares(secret, 3, points)}


values = {
    "pairs": [pair("mask", 1, 0, 1), pair("shares", 2**40 + 5, 700, 3), pair("mask", 2, 1, 0)],
    "masks": [mask(9), mask(2 * BLOCK_WORDS + 17)],
    "sealed": sealed(), "signed": signature(), "shared": [shared(), shared()],
}
path = pathlib.Path(__file__).with_name("secure_aggregation.json")
path.write_text(json.dumps(values, indent=1) + "\n")
