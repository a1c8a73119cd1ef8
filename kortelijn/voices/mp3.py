"""MP3 by its own structure (ISO/IEC 11172-3, 13818-3): frame after frame, without the tags before and after."""

from kortelijn.voices.broken import Broken

# In kilobits, by the index in the head of a frame: layer III of MPEG 1, and of MPEG 2 and 2.5.
RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
SAMPLES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
LAYER_3, MPEG_1 = 1, 3
HEAD, ID3, OLD_TAG = 4, 10, 128
FEWEST = 8  # frames; fewer is chance


def clean_mp3(data: bytes) -> tuple[bytes, float]:
    """Only the frames, and how many seconds they take; anything between or after them is no sound."""
    at = first = _after_tag(data)
    end = len(data) - OLD_TAG if data[-OLD_TAG:].startswith(b"TAG") else len(data)
    frames, seconds = 0, 0.0
    while at + HEAD <= end:
        length, lasts = _frame(data[at : at + HEAD])
        if at + length > end:
            break  # a recording that was cut off: the last frame is not whole
        at, frames, seconds = at + length, frames + 1, seconds + lasts
    if frames < FEWEST:
        raise Broken
    return data[first:at], seconds


def _after_tag(data: bytes) -> int:
    """Where the tag of names and pictures ends (ID3v2), if there is one."""
    if not data.startswith(b"ID3"):
        return 0
    if len(data) < ID3 or any(byte & 0x80 for byte in data[6:10]):
        raise Broken
    size = sum(byte << 7 * place for place, byte in enumerate(reversed(data[6:10])))
    return ID3 + size + (ID3 if data[5] & 0x10 else 0)


def _frame(head: bytes) -> tuple[int, float]:
    """How many bytes a frame takes, and how many seconds."""
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bitrate, rate, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    synced = head[0] == 0xFF and head[1] & 0xE0 == 0xE0  # noqa: PLR2004 - eleven ones begin a frame
    if not synced or layer != LAYER_3 or version not in SAMPLES or bitrate in (0, 15) or rate == 3:  # noqa: PLR2004
        raise Broken
    samples, per_second = (1152 if version == MPEG_1 else 576), SAMPLES[version][rate]
    kilobits = (RATES_1 if version == MPEG_1 else RATES_2)[bitrate]
    return samples // 8 * kilobits * 1000 // per_second + padding, samples / per_second
