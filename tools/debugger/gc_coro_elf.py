"""The symbols of an ELF file, by the names that the linker knows: the debuggers show names as the source has them."""

import struct

MAGIC = b"\x7fELF\x02\x01"  # 64 bits, little endian
SYMBOL_TABLES = (2, 11)  # SHT_SYMTAB, SHT_DYNSYM
SECTION = struct.Struct("<IIQQQQIIQQ")
SYMBOL = struct.Struct("<IBBHQQ")


def symbols(path):
    """{name: (address in the file's own numbers, size)} of all symbols that are defined; empty if the file has none."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return {}
    if not data.startswith(MAGIC):
        return {}
    table, = struct.unpack_from("<Q", data, 40)
    size, count = struct.unpack_from("<HH", data, 58)
    sections = [SECTION.unpack_from(data, table + size * number) for number in range(count)]
    found = {}
    for _, kind, _, _, offset, length, link, _, _, entry in sections:
        if kind in SYMBOL_TABLES and entry:
            found.update(_of_table(data, offset, length, entry, sections[link][4]))
    return found


def _of_table(data, offset, length, entry, names):
    for at in range(offset, offset + length, entry):
        name, _, _, section, value, size = SYMBOL.unpack_from(data, at)
        if section and name:
            begin = names + name
            yield data[begin:data.index(b"\0", begin)].decode(errors="replace"), (value, size)
