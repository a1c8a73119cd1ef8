"""How much we take in at once: more is refused in a sentence, before it costs memory."""

UPLOAD = 50 * 1024 * 1024  # bytes of a file or of everything behind an address
UNPACKED = 120 * 1024 * 1024  # bytes within a zip or a workbook
STRINGS = 40 * 1024 * 1024  # bytes of the texts of a workbook, which it keeps all together
RATIO = 200  # times smaller in a zip than outside: text never is
PARTS = 2_000  # files within a zip
ROWS = 50_000
COLUMNS = 200
CELL = 32_767  # characters; also what Excel keeps
EMPTY_ROWS = 5_000  # in a row: what follows them is no table any more
PAGES = 2_000
SECONDS = 300  # for everything behind an address
QUIET = 20  # seconds without a byte
SMALL = 200 * 1024  # bytes: read at once; what is larger is for the worker
FEW = 300  # things: taken in at once
PRIVATE_ADDRESSES = False  # only tests fetch from this very machine
