"""What stands beside each candidate of one text, told plainly."""

from collections.abc import Iterator

from plain_reading import Plain

from belvedere.matching.second import LOOKED


def besides(candidates, scores, plain: Plain) -> Iterator[tuple[int, tuple[int, ...]]]:
    looked = [number for number, score in enumerate(scores) if score >= LOOKED]
    if len(looked) < 2:
        return
    for number in looked:
        if (beside := _beside(number, looked, candidates, scores, plain)) is not None:
            yield number, beside


def _beside(number: int, looked, candidates, scores, plain: Plain) -> tuple[int, ...] | None:
    own, (first, last, *_) = candidates[number].organisation, candidates[number].mention
    same = within = holds = above = below = most = total = 0.0
    sure, city, kind, seen = 0, 0, 10, False
    for at in looked:
        if at == number:
            continue
        other, (start, end, *_) = candidates[at].organisation, candidates[at].mention
        score = scores[at]
        if start == first and end == last:
            same = max(same, score)
        elif start <= first and last <= end:
            within = max(within, score)
        elif first <= start and end <= last:
            holds = max(holds, score)
        elif plain.country[other] != plain.country[own]:
            continue
        else:
            sure += score >= 0.4
            total += score
            if score > most:
                most, kind = score, int(plain.facts.kind[other])
                city = int(plain.city[other] == plain.city[own])
        seen = True
        if other in plain.ancestors[own]:
            above = max(above, score)
        elif own in plain.ancestors[other]:
            below = max(below, score)
    return None if not seen else (
        *(int(score * 20 + 0.5) for score in (
            scores[number], same, within, holds, above, below, most)),
        min(sure, 6), int(min(total, 6) * 4), kind, city,
    )
