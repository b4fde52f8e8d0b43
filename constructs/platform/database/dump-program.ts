/** Name of the ConfigMap with the program, and of the file in it. */
export const dumpProgram = { configMap: "dump-program", file: "dump.py" } as const;

/** Bytes that are encrypted at a time. */
const chunk = 1024 * 1024;

/**
 * Encrypts a stream by AES-256-GCM, chunk after chunk, and opens it again. Python 3.9 or newer with `cryptography`, which the image that archives beside
 * every database carries. The format is the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): a chunk's nonce is its number and whether it is
 * the last, so that none can be left out, moved or cut off; and each chunk authenticates the header too. A key closes one file alone, so that
 * numbers from zero never meet another file's.
 *
 *     bestek-dump/1\n | length of the header, 4 bytes | header, JSON | chunks of 1 MiB, each with 16 bytes of tag, the last one shorter
 */
export const dumpProgramText = `import json
import os
import struct
import sys

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"bestek-dump/1\\n"
CHUNK = ${String(chunk)}
TAG = 16
LARGEST_HEADER = 65536

USAGE = """dump.py seal KEY HEADER COMPLETE PLAIN SEALED DONE    seals, if COMPLETE is there once PLAIN has ended; then makes DONE
dump.py header SEALED                                 prints the header
dump.py open KEY SEALED PLAIN                         opens, and leaves nothing where anything was changed"""


def exactly(source, size):
    parts = []
    while size > 0:
        part = source.read(size)
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def nonce(number, last):
    return struct.pack(">3xQ?", number, last)


def chunks(source, size):
    """Every chunk with its number and whether it is the last; an empty stream is one empty chunk."""
    number, current = 0, exactly(source, size)
    while True:
        following = exactly(source, size) if len(current) == size else b""
        yield number, current, not following
        if not following:
            return
        number, current = number + 1, following


def key_from(path):
    with open(path, "rb") as file:
        key = file.read()
    if len(key) != 32:
        raise SystemExit("the key has %d bytes, not 32" % len(key))
    return AESGCM(key)


def seal(key, header, complete, plain, sealed, done):
    with open(header, "rb") as file:
        described = file.read()
    json.loads(described)
    start = MAGIC + struct.pack(">I", len(described)) + described
    cipher = key_from(key)
    with open(sealed, "wb") as sink, open(plain, "rb") as source:
        sink.write(start)
        for number, part, last in chunks(source, CHUNK):
            if last and not os.path.exists(complete):
                raise SystemExit("what was to be sealed broke off: it gets no end")
            sink.write(cipher.encrypt(nonce(number, last), part, start))
        sink.flush()
        with open(done, "wb"):
            pass


def start_of(source):
    start = exactly(source, len(MAGIC) + 4)
    if start[: len(MAGIC)] != MAGIC or len(start) != len(MAGIC) + 4:
        raise SystemExit("this is no sealed dump")
    (size,) = struct.unpack(">I", start[len(MAGIC) :])
    if size > LARGEST_HEADER:
        raise SystemExit("the header is too long")
    return start, exactly(source, size)


def unseal(key, sealed, plain):
    cipher = key_from(key)
    part = plain + ".part"
    with open(sealed, "rb") as source, open(part, "wb") as sink:
        start, described = start_of(source)
        try:
            for number, closed, last in chunks(source, CHUNK + TAG):
                sink.write(cipher.decrypt(nonce(number, last), closed, start + described))
        except InvalidTag:
            os.unlink(part)
            raise SystemExit("another key closed it, or it was changed or cut off: nothing was opened")
    os.rename(part, plain)


def main(words):
    if len(words) == 7 and words[0] == "seal":
        seal(*words[1:])
    elif len(words) == 2 and words[0] == "header":
        with open(words[1], "rb") as source:
            print(start_of(source)[1].decode())
    elif len(words) == 4 and words[0] == "open":
        unseal(words[1], words[2], words[3])
    else:
        raise SystemExit(USAGE)


main(sys.argv[1:])
`;
