import re

from servanda.analysis.marking import blocks


def words(block):
    return "".join(piece.text for run in block.runs for piece in run.pieces)


def test_marking_blocks_hold_all_words_in_order(doc):
    shown = " ".join(words(block) for block in blocks(doc))
    text = re.sub(r"^#+ |^\[\^1\]: ", "", doc.text, flags=re.MULTILINE)
    assert shown.split() == text.split()


def test_marking_headings_lose_their_marks_and_have_a_rank(doc):
    headings = {words(block): block.rank for block in blocks(doc) if block.rank}
    assert headings["SECTION A: OPENNESS"] == 1
    assert headings["Article 1: Access"] == 2


def test_marking_operative_phrases_stand_alone_with_their_qualifiers(doc):
    block = next(block for block in blocks(doc) if block.section == "1.1")
    assert block.cite == "1.1" and block.cited
    run = next(run for run in block.runs if run.norm)
    assert (run.norm, run.label) == ("1.1#1", "qualified")
    assert "".join(piece.text for piece in run.pieces) == "shall, as appropriate, publish"
    assert [piece.text for piece in run.pieces if piece.qualifier] == ["as appropriate"]
    assert [piece.text for r in block.runs for piece in r.pieces if piece.bearer] == ["Each Party"]


def test_marking_footnote_marks_know_their_number(doc):
    notes = [p.footnote for b in blocks(doc) for r in b.runs for p in r.pieces if p.footnote]
    assert notes == ["1"]


def test_marking_inherited_norms_are_named_at_their_items(doc):
    block = next(block for block in blocks(doc) if block.section == "1.3(a)")
    assert block.norms == ["1.3(a)#1"] and block.depth == 1
    assert not any(run.norm for run in block.runs)


def test_marking_a_chapeau_stays_with_its_number(doc):
    block = next(block for block in blocks(doc) if "1.3-chapeau" in block.anchors)
    assert words(block) == "1.3 The Parties shall endeavour to:"
    assert block.anchors == ["1.3", "1.3-chapeau"]


def test_marking_every_section_has_one_anchor(doc):
    anchors = [anchor for block in blocks(doc) for anchor in block.anchors]
    assert anchors == [section.id_ for section in doc.spans["sections"]]
