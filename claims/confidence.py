"""How much the text's own words give for a claim, as a number.

confidence = base(level) x factor(modality) x factor(polarity)

The bases rise with the level, so that for the same modality and polarity a firmer level never has
the lower number. Nothing here knows whether the claim is true: it is a reading aid for sorting.
The steps are those of the certainty scales in Rubin 2010 and Saurí and Pustejovsky 2009 (certain,
probable, possible), spread over the eight levels.
"""

from __future__ import annotations

from claims.model import Modality, Polarity, Strength

BASE = {
    Strength.RUMOUR: 0.10,
    Strength.ALLEGED: 0.25,
    Strength.REPORTED: 0.40,
    Strength.UNNAMED: 0.50,
    Strength.CREDIBLE: 0.60,
    Strength.NAMED: 0.70,
    Strength.ASSERTED: 0.85,
    Strength.CONFIRMED: 0.95,
}
MODE = {
    Modality.ACTUAL: 1.0,
    Modality.PROBABLE: 0.8,
    Modality.FUTURE: 0.75,
    Modality.CONDITIONAL: 0.6,
    Modality.POSSIBLE: 0.55,
}
DENIED = {Polarity.POSITIVE: 1.0, Polarity.NEGATIVE: 0.95}


def confidence(level: Strength, modality: Modality, polarity: Polarity) -> float:
    """The number for a claim, 0 to 1, two decimals."""
    return round(BASE[level] * MODE[modality] * DENIED[polarity], 2)
