"""Chance that any machine repeats: streams of whole numbers, and tables that shape them.

Processors differ in the last digit of exponentials and powers. So those are
worked out a few times only, rounded and kept in tables of 65,536 places; the
draws themselves are whole numbers that look up a place.
"""

import math
import zlib
from collections.abc import Sequence
from functools import cache
from statistics import NormalDist

import numpy as np

PLACES = 1 << 16


def stream(seed: int, subject: str, number: int = 0) -> np.random.Generator:
    """Return the random numbers of one subject in one block; no other stream disturbs them."""
    words = [seed % 2**64, zlib.crc32(subject.encode()), number]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(words)))


def draw(chance: np.random.Generator, size: int) -> np.ndarray:
    """Return places in a table, each as likely."""
    return chance.integers(0, PLACES, size, dtype=np.uint16)


def shared(weights: Sequence[float]) -> np.ndarray:
    """Return a table of the numbers 0, 1, 2 … in which each has its weight's share."""
    whole, sums, total = math.fsum(weights), [], 0.0
    for weight in weights:
        total += weight
        sums.append(round(total / whole, 12))
    middles = (np.arange(PLACES) + 0.5) / PLACES
    found = np.searchsorted(np.array(sums), middles).clip(0, len(sums) - 1)
    return found.astype(np.int32)


@cache
def normal() -> tuple[float, ...]:
    """Return the quantiles of the normal distribution, at the middle of each place."""
    inverse = NormalDist().inv_cdf
    return tuple(inverse((place + 0.5) / PLACES) for place in range(PLACES))


@cache
def lognormal(mean: float, deviation: float) -> np.ndarray:
    """Return a table of lognormal values; the products of two such tables are lognormal too."""
    # Four decimals: far coarser than what the mathematics of two machines may differ by.
    exact = np.array([math.exp(mean + deviation * value) for value in normal()])
    return np.rint(exact * 10_000) / 10_000


def skewed(places: np.ndarray, counts: np.ndarray | int) -> np.ndarray:
    """Turn places into numbers below ``counts`` (65,536 at most), low ones far more often."""
    wide = places.astype(np.uint32)
    return _scaled((wide * wide) >> np.uint32(16), counts)


def even(places: np.ndarray, counts: np.ndarray | int) -> np.ndarray:
    """Turn places into numbers below ``counts`` (65,536 at most), each as likely."""
    return _scaled(places.astype(np.uint32), counts)


def _scaled(places: np.ndarray, counts: np.ndarray | int) -> np.ndarray:
    # 16 bits times 16 bits fit in 32: half the memory to move, and no sign is lost.
    scaled = places * np.asarray(counts).astype(np.uint32)
    return (scaled >> np.uint32(16)).astype(np.int32)


def scattered(numbers: np.ndarray, seed: int) -> np.ndarray:
    """Return a place for each number, from the number alone (the mixing of SplitMix64)."""
    mixed = numbers.astype(np.uint64) + np.uint64((seed + 1) * 0x9E3779B97F4A7C15 % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(48)).astype(np.uint16)
