# SPDX-License-Identifier: MIT
"""What Splink is asked to do with each set: columns, blocking, comparisons and training.

febrl3, febrl4 and fake_1000 follow the choices of Splink's own demo notebooks of those names.
foreigners is the BlockingPy benchmark of transliterated names.
people follows its larger person demos on the columns that the generator writes; registers is the
same for two files without duplicates. equal is the people job in the comparison kinds that OpenMASH
reads from a Splink model, so that both programs can score the same pairs with the same weights.
"""

from dataclasses import dataclass, replace

import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import SettingsCreator, block_on


@dataclass(frozen=True)
class Job:
    """One linkage. An EM session is (columns blocked on, ignore term frequencies)."""

    id_column: str
    columns: tuple[str, ...]
    blocking: tuple
    comparisons: tuple
    certain: tuple
    certain_recall: float
    em_blocks: tuple[tuple[str, ...], ...]
    em_without_tf: bool
    threshold: float
    u_pairs: float = 1e6
    em_pairs: float | None = None  # Splink 5 samples so many; 4 takes all
    link_only: bool = False

    def settings(self):
        return SettingsCreator(
            link_type="link_only" if self.link_only else "dedupe_only",
            unique_id_column_name=self.id_column,
            blocking_rules_to_generate_predictions=list(self.blocking),
            comparisons=list(self.comparisons),
        )


def tf(comparison):
    return comparison.configure(term_frequency_adjustments=True)


SWAPPED = "l.given_name = r.surname and l.surname = r.given_name"
FEBRL_COLUMNS = ("rec_id", "given_name", "surname", "street_number", "address_1", "state",
                 "postcode", "date_of_birth", "soc_sec_id")


def febrl_dob():
    return cl.DateOfBirthComparison("date_of_birth", input_is_string=True,
                                    datetime_format="%Y%m%d")


def febrl3():
    return Job(
        id_column="rec_id",
        columns=FEBRL_COLUMNS,
        blocking=tuple(map(block_on, ("soc_sec_id", "given_name", "surname", "date_of_birth",
                                      "postcode"))),
        comparisons=(
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            febrl_dob(),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            tf(cl.ExactMatch("street_number")),
            tf(cl.ExactMatch("postcode")),
        ),
        certain=(block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth"),
                 SWAPPED + " and l.date_of_birth = r.date_of_birth"),
        certain_recall=0.9,
        em_blocks=(("date_of_birth",), ("postcode",)),
        em_without_tf=False,
        threshold=0.5,
    )


def febrl4():
    return Job(
        id_column="rec_id",
        columns=FEBRL_COLUMNS,
        blocking=(block_on("given_name", "surname"), SWAPPED, block_on("date_of_birth"),
                  block_on("soc_sec_id"), block_on("state", "address_1"),
                  block_on("street_number", "address_1"), block_on("postcode")),
        comparisons=(
            tf(cl.NameComparison("given_name")),
            tf(cl.NameComparison("surname")),
            febrl_dob(),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            tf(cl.ExactMatch("street_number")),
            tf(cl.DamerauLevenshteinAtThresholds("postcode", [1, 2])),
        ),
        certain=(block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")),
        certain_recall=0.8,
        em_blocks=(("date_of_birth",), ("postcode",)),
        em_without_tf=True,
        threshold=0.99,
        link_only=True,
    )


def fake_1000():
    near_dob = "levenshtein(l.dob, r.dob) <= 1"
    return Job(
        id_column="unique_id",
        columns=("unique_id", "first_name", "surname", "dob", "city", "email"),
        blocking=tuple(map(block_on, ("first_name", "surname", "dob", "email"))),
        comparisons=(
            cl.ForenameSurnameComparison("first_name", "surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            tf(cl.ExactMatch("city")),
            cl.EmailComparison("email"),
        ),
        certain=("l.first_name = r.first_name and " + near_dob,
                 "l.surname = r.surname and " + near_dob,
                 "l.first_name = r.first_name and levenshtein(l.surname, r.surname) <= 2",
                 "l.email = r.email"),
        certain_recall=0.7,
        em_blocks=(("dob",), ("email",), ("first_name", "surname")),
        em_without_tf=True,
        threshold=0.5,
    )


def foreigners():
    return Job(
        id_column="rec_id",
        columns=("rec_id", "imie", "imie2", "nazwisko", "data_ur", "gmina", "kraj"),
        blocking=(block_on("imie", "nazwisko"), block_on("data_ur"), block_on("nazwisko"),
                  block_on("imie", "gmina"), block_on("substr(imie,1,3)", "substr(nazwisko,1,3)"),
                  block_on("substr(data_ur,6,5)", "substr(imie,1,2)"),
                  block_on("substr(data_ur,6,5)", "substr(nazwisko,1,2)")),
        comparisons=(
            tf(cl.NameComparison("imie")),
            tf(cl.NameComparison("nazwisko")),
            cl.DateOfBirthComparison("data_ur", input_is_string=True,
                                     datetime_format="%Y/%m/%d"),
            tf(cl.ExactMatch("gmina")),
            cl.ExactMatch("kraj"),
        ),
        certain=(block_on("imie", "nazwisko", "data_ur"), block_on("imie", "data_ur", "kraj")),
        certain_recall=0.6,
        em_blocks=(("imie", "nazwisko"), ("data_ur",)),
        em_without_tf=True,
        threshold=0.5,
        u_pairs=1e7,
    )


PEOPLE_COLUMNS = ("record_id", "source", "given_name", "surname", "sex", "dob", "nhs_number",
                  "house", "street", "postcode", "phone")
PEOPLE_BLOCKING = (
    block_on("given_name", "surname"),
    block_on("surname", "dob"),
    block_on("given_name", "dob"),
    block_on("postcode", "given_name"),
    block_on("postcode", "surname"),
    block_on("dob", "postcode"),
    block_on("phone"),
    block_on("nhs_number"),
    block_on("substr(given_name,1,2)", "substr(surname,1,2)", "substr(dob,1,7)"),
)


def people_job(comparisons):
    """The telephone finds pairs but is not compared: families share it, and with it Splink put
    many more siblings together (F1 0.87 instead of 0.95 on the first generated set)."""
    return Job(
        id_column="record_id",
        columns=PEOPLE_COLUMNS,
        blocking=PEOPLE_BLOCKING,
        comparisons=comparisons,
        certain=(block_on("nhs_number"), block_on("given_name", "surname", "dob"),
                 block_on("given_name", "dob", "postcode")),
        certain_recall=0.6,
        em_blocks=(("given_name", "surname"), ("dob",), ("postcode", "given_name")),
        em_without_tf=True,
        threshold=0.99,
        u_pairs=1e7,
        em_pairs=1e7,
    )


def people():
    return people_job((
        tf(cl.NameComparison("given_name")),
        tf(cl.NameComparison("surname")),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.PostcodeComparison("postcode"),
        cl.ExactMatch("nhs_number"),
        cl.ExactMatch("sex"),
    ))


def registers():
    return replace(people(), link_only=True)


def equal():
    return people_job((
        tf(cl.JaroWinklerAtThresholds("given_name", [0.92, 0.8])),
        tf(cl.JaroWinklerAtThresholds("surname", [0.92, 0.8])),
        cl.DamerauLevenshteinAtThresholds("dob", [1, 2]),
        cl.CustomComparison(
            output_column_name="postcode",
            comparison_levels=[
                cll.NullLevel("postcode"),
                cll.ExactMatchLevel("postcode"),
                cll.LevenshteinLevel("postcode", 1),
                cll.CustomLevel("substr(postcode_l,1,4) = substr(postcode_r,1,4)", "District"),
                cll.ElseLevel(),
            ]),
        cl.LevenshteinAtThresholds("nhs_number", [1]),
        cl.ExactMatch("sex"),
    ))


JOBS = {job.__name__: job for job in (febrl3, febrl4, fake_1000, foreigners, people, registers,
                                      equal)}
