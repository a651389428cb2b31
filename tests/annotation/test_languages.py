"""Spanish and French: how words are read, golden sentences, detection, and the command line."""

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

import servanda
from servanda import detect_language
from servanda.annotation.lexicon import languages, lexicon
from servanda.annotation.strength import Strength
from servanda.annotation.structure import parse
from servanda.cli import main
from servanda.errors import LanguageError
from servanda.labels import LABELS
from servanda.reading import open_draft
from servanda.training.markup import unmark

ROOT = Path(__file__).resolve().parents[2]
TREATY = """\
TRATADO ENTRE DOS PUERTOS

PREÁMBULO

Las Partes, deseosas de facilitar la navegación costera, han convenido lo siguiente:

CAPÍTULO I
DISPOSICIONES GENERALES

Artículo 1. Ámbito de aplicación

El presente Tratado se aplicará a los buques mercantes de ambas Partes.

Artículo 2. Faros

1. Cada Parte mantendrá encendidos los faros de su litoral.

2. En la medida de lo posible, cada Parte: a) publicará los avisos a los navegantes; y b) \
responderá a sus consultas.

3. Las Partes se esforzarán por adoptar señales comunes.

Artículo 3. Tasas

1. Ninguna Parte podrá exigir tasas por el uso de un faro.

2. Una Parte podrá suspender la aplicación del párrafo 1 en caso de naufragio.

3. Cuando una Parte suspenda dicha aplicación, informará de ello sin demora.

Anexo A

Las Partes cooperarán en el rescate de náufragos.
"""
PORTUGUESE = (
    "As Partes cooperarão em matéria de comércio e não aplicarão direitos sobre as mercadorias "
    "da outra Parte, salvo nos casos que o Comitê determinar por consenso, e cada Parte "
    "publicará as suas leis com a maior brevidade, para que os interessados as conheçam."
)


def golden(language):
    path = ROOT / f"corpora/golden/sentences_{language}.toml"
    return tomllib.loads(path.read_text("utf-8"))["sentence"]


@pytest.fixture(scope="module", params=["es", "fr"])
def rules(request):
    return Strength(request.param)


def test_golden_labels(rules):
    cases = golden(rules.lexicon.language)
    verdicts = rules.label([unmark(case["text"])[0] for case in cases])
    wrong = [c["id"] for c, (label, *_) in zip(cases, verdicts, strict=True) if label != c["label"]]
    assert len(wrong) <= 0.03 * len(cases), wrong


def test_golden_norms_and_bearers(rules):
    marked = [unmark(case["text"]) for case in golden(rules.lexicon.language)]
    verdicts = rules.label([text for text, _ in marked])
    found = hits = named = bearers = 0
    for (text, spans), (_, _, norms) in zip(marked, verdicts, strict=True):
        places = [(start, end) for start, end, tag in spans if tag in LABELS]
        found += len(places)
        hits += sum(any(s < n["end"] and n["start"] < e for n in norms) for s, e in places)
        expected = {text[s:e] for s, e, tag in spans if tag == "bearer"}
        named += len(expected)
        bearers += len(expected & {norm["bearer"] for norm in norms})
    assert hits / found > 0.97
    assert bearers / named > 0.85


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("es", "No se promoverán", "shall not se promover"),
        ("es", "elaborará, adoptará y aplicará", "shall elaborar , adoptar and aplicar"),
        ("es", "podrán utilizarse", "may se utilizar"),
        ("es", "dispondrá que", "shall disponer that"),
        ("es", "acuerdan cooperar", "acuerdan to cooperar"),
        ("fr", "n'appliquent pas", "does not appliquer"),
        ("fr", "ne peut exiger que si", "may only exiger that if"),
        ("fr", "elle l’adresse à la Partie", "it the adresse to the party"),
        ("fr", "la demande ; il demande", "the demande ; it does demander"),
    ],
)
def test_words_are_read_in_the_order_of_the_clause_reader(language, text, words):
    assert " ".join(lexicon(language).read(text)[0]) == words


def test_words_keep_their_places(rules):
    for case in golden(rules.lexicon.language):
        text, _ = unmark(case["text"])
        words, starts, ends = rules.lexicon.read(text)
        for word, start, end in zip(words, starts, ends, strict=True):
            assert 0 <= start <= end <= len(text), word


def test_accents_typed_apart_are_read():
    text = "Cada Parte publicara\u0301 sus leyes."
    ((label, _, norms),) = Strength("es").label([text])
    assert label == "obligation"
    assert norms[0]["operative"] == "publicara\u0301"


def test_reasons_quote_the_text():
    ((_, _, norms),) = Strength("es").label(["Las Partes se esforzarán por cooperar."])
    assert "verb 'se esforzarán por' (effort)" in norms[0]["reasons"]


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_language_is_told(language):
    cases = tomllib.loads((ROOT / "corpora/golden/sentences.toml").read_text("utf-8"))["sentence"]
    cases = cases[:60] if language == "en" else golden(language)
    text = " ".join(unmark(case["text"])[0] for case in cases)
    assert detect_language(text, default="") == language


def test_language_of_a_few_words_is_not_told():
    assert detect_language("Artículo 5") == "en"
    assert detect_language("", default="fr") == "fr"


def test_language_that_is_not_read_is_refused_by_name():
    with pytest.raises(LanguageError, match=r"Portuguese.*en \(English\), es \(Spanish\), fr"):
        detect_language(PORTUGUESE)


def test_language_that_the_file_states_decides_where_the_text_does_not_tell():
    assert detect_language("Artículo 5", stated="es-MX") == "es"
    assert detect_language("Artículo 5", stated="xx") == "en"
    assert detect_language("Tarifs: 17", stated="pt") == "en"  # too short to be refused
    english = "Each Party shall publish its laws and the fees of the harbours in its waters. "
    assert detect_language(english, stated="fr") == "en"
    assert detect_language(english * 5, stated="pt") == "en"
    with pytest.raises(LanguageError, match="Portuguese"):
        detect_language("Tarifa 17 Rio. " * 40, stated="pt")


def test_language_of_a_long_text_is_told_from_all_its_parts():
    spanish = TREATY * 40
    assert detect_language("Anlage zu der Liste: Zölle auf die Waren. " * 100 + spanish) == "es"


def test_languages_are_listed():
    assert languages() == ["en", "es", "fr"]
    assert servanda.models().loc["rules", "language"] == "en, es, fr"


def run(*arguments):
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture
def treaty(tmp_path):
    path = tmp_path / "tratado.txt"
    path.write_text(TREATY, "utf-8")
    return path


@pytest.mark.parametrize("language", [[], ["--language", "es"]])
def test_cli_reads_a_spanish_treaty(treaty, language):
    done = run("norms", treaty, "--format", "json", *language)
    assert done.exit_code == 0, done.output
    rows = {row["id"]: row for row in json.loads(done.output)}
    labels = {name: row["label"] for name, row in rows.items()}
    assert labels == {
        "2.1#1": "obligation",
        "2.2(a)#1": "qualified",
        "2.2(b)#1": "qualified",
        "2.3#1": "best_endeavour",
        "3.1#1": "prohibition",
        "3.2#1": "permission",
        "3.3#1": "obligation",
        "annex-A#1": "qualified",
    }
    assert rows["3.1#1"]["operative"] == "Ninguna Parte podrá exigir"
    assert rows["2.2(a)#1"]["qualifiers"] == ["En la medida de lo posible"]
    assert rows["3.3#1"]["bearer"] is None


@pytest.mark.parametrize("verb", ["outline", "scores", "summary", "brackets"])
def test_cli_verbs_take_a_spanish_treaty(treaty, verb):
    assert run(verb, treaty).exit_code == 0


def test_cli_labels_french_sentences(tmp_path):
    path = tmp_path / "phrases.csv"
    path.write_text(
        "text\nChaque Partie publie ses lois dans un délai d'un an.\n"
        "Les Parties s'efforcent de coopérer avec les autres États.\n",
        "utf-8",
    )
    done = run("label", path, "--format", "json")
    assert done.exit_code == 0, done.output
    assert [row["label"] for row in json.loads(done.output)] == ["obligation", "best_endeavour"]


def test_cli_refuses_a_language_by_naming_those_read(tmp_path, treaty):
    path = tmp_path / "tratado-pt.txt"
    path.write_text(PORTUGUESE, "utf-8")
    for arguments in (["norms", path], ["norms", treaty, "--language", "pt"]):
        done = run(*arguments)
        assert done.exit_code == 1
        assert all(code in str(done.output) for code in ("en", "es", "fr"))
        assert "Traceback" not in done.output


def test_structure_of_spanish_treaties(shared):
    """Each article that a Spanish or French treaty of ToTA marks is found from the text alone."""
    reserved = set((shared / "gold/reserved_treaties.txt").read_text().split())
    for name in {"123", "137", "437"} - reserved:
        draft = open_draft(shared / f"corpora/tota/xml/pta_{name}.xml")
        starts = {
            start
            for start, _ in draft.metadata["articles"].values()
            if draft.text.startswith("## ", start)
        }
        found = [s for s in parse(draft.text) if s.kind == "article"]
        assert {section.start for section in found} == starts
