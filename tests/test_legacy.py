"""Old encodings of Vietnamese are recognised; Unicode, foreign words, numbers and codes never are taken for them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx.legacy import Legacy, legacy_of
from cchc_xlsx.text import clean

SENTENCES = [
    "Kế hoạch cải cách hành chính năm 2023 của Ủy ban nhân dân xã",
    "Báo cáo kết quả thực hiện nhiệm vụ quý I, mục II",
    "Quyết định số 12/QĐ-UBND ngày 30/01/2023 về việc phân công nhiệm vụ",
    "Chưa hoàn thành do chậm tiến độ, sẽ khắc phục trong tháng sau",
    "Không phát sinh thủ tục hành chính thuộc lĩnh vực này",
    "Thông báo kết luận của Chủ tịch Ủy ban nhân dân huyện",
    "Danh sách công chức được cử đi đào tạo, bồi dưỡng",
    "Đã niêm yết công khai tại Bộ phận tiếp nhận và trả kết quả",
    "Biên bản kiểm tra, giám sát việc giải quyết hồ sơ",
    "Tờ trình đề nghị phê duyệt dự toán kinh phí",
]

# What the fonts' makers laid down, letter by letter; written out here once more, so that the code is not its own judge.
TCVN3 = {
    "à": "µ", "ả": "¶", "ã": "·", "á": "¸", "ạ": "¹", "ă": "¨", "ằ": "»", "ẳ": "¼", "ẵ": "½", "ắ": "¾", "ặ": "Æ",
    "â": "©", "ầ": "Ç", "ẩ": "È", "ẫ": "É", "ấ": "Ê", "ậ": "Ë", "đ": "®", "è": "Ì", "ẻ": "Î", "ẽ": "Ï", "é": "Ð",
    "ẹ": "Ñ", "ê": "ª", "ề": "Ò", "ể": "Ó", "ễ": "Ô", "ế": "Õ", "ệ": "Ö", "ì": "×", "ỉ": "Ø", "ĩ": "Ü", "í": "Ý",
    "ị": "Þ", "ò": "ß", "ỏ": "á", "õ": "â", "ó": "ã", "ọ": "ä", "ô": "«", "ồ": "å", "ổ": "æ", "ỗ": "ç", "ố": "è",
    "ộ": "é", "ơ": "¬", "ờ": "ê", "ở": "ë", "ỡ": "ì", "ớ": "í", "ợ": "î", "ù": "ï", "ủ": "ñ", "ũ": "ò", "ú": "ó",
    "ụ": "ô", "ư": "\u00ad", "ừ": "õ", "ử": "ö", "ữ": "÷", "ứ": "ø", "ự": "ù", "ỳ": "ú", "ỷ": "û", "ỹ": "ü", "ý": "ý",
    "ỵ": "þ", "Đ": "§", "Ă": "¡", "Â": "¢", "Ê": "£", "Ô": "¤", "Ơ": "¥", "Ư": "¦",
}  # fmt: skip
VNI = {
    "à": "aø", "ả": "aû", "ã": "aõ", "á": "aù", "ạ": "aï", "ă": "aê", "ằ": "aè", "ẳ": "aú", "ẵ": "aü", "ắ": "aé",
    "ặ": "aë", "â": "aâ", "ầ": "aà", "ẩ": "aå", "ẫ": "aã", "ấ": "aá", "ậ": "aä", "đ": "ñ", "è": "eø", "ẻ": "eû",
    "ẽ": "eõ", "é": "eù", "ẹ": "eï", "ê": "eâ", "ề": "eà", "ể": "eå", "ễ": "eã", "ế": "eá", "ệ": "eä", "ì": "ì",
    "ỉ": "æ", "ĩ": "ó", "í": "í", "ị": "ò", "ò": "oø", "ỏ": "oû", "õ": "oõ", "ó": "où", "ọ": "oï", "ô": "oâ",
    "ồ": "oà", "ổ": "oå", "ỗ": "oã", "ố": "oá", "ộ": "oä", "ơ": "ô", "ờ": "ôø", "ở": "ôû", "ỡ": "ôõ", "ớ": "ôù",
    "ợ": "ôï", "ù": "uø", "ủ": "uû", "ũ": "uõ", "ú": "uù", "ụ": "uï", "ư": "ö", "ừ": "öø", "ử": "öû", "ữ": "öõ",
    "ứ": "öù", "ự": "öï", "ỳ": "yø", "ỷ": "yû", "ỹ": "yõ", "ý": "yù", "ỵ": "î", "Đ": "Ñ",
}  # fmt: skip


def written(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(letter, table.get(letter.lower(), letter)) for letter in text)


@pytest.mark.parametrize("text", SENTENCES)
def test_tcvn3_and_vni_are_recognised_with_all_their_signs_and_after_the_door(text: str) -> None:
    for table, encoding in ((TCVN3, Legacy.TCVN3), (VNI, Legacy.VNI)):
        assert legacy_of(written(text, table)) is encoding
        assert legacy_of(clean(written(text, table))) is encoding  # which drops the soft hyphen, the ư of TCVN3


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("page", ["latin-1", "cp1252"])
def test_bytes_of_utf_8_read_one_by_one_are_recognised(text: str, page: str) -> None:
    misread = text.encode().decode(page, errors="replace")
    assert legacy_of(misread) is Legacy.UTF_8
    assert legacy_of(clean(misread)) is Legacy.UTF_8


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_unicode_is_what_it_seems_in_either_form_and_case(text: str, form: str) -> None:
    for each in (text, text.upper(), text.title(), text.replace(" ", "")):
        assert legacy_of(unicodedata.normalize(form, each)) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "12/KH-UBND", "12a/2024/NQ-HĐND; 45-KH/ĐU", "30/01/2023", "Đắk Lắk, Krông Pắc, Êđê, Kon Tum", "XÃ HÀ BẮC",
        "“XÃ”, “ĐÔ” và “THỦ ĐÔ”", "thuý, hoà, khoẻ, quí, uỷ, giầy, giêng, gìn giữ, quạu, xoong, khuỷu, nguệch ngoạc",
        "Microsoft® Office®, © 2023, 5 µm và 3 µg, 20 °C, 2½ m², 3×4, §5, ±2", "café, résumé, naïve, déjà vu",
        "L'État a été créé à Genève; où vont les élèves après l'août ?", "für Köln, schöne Grüße aus Müller-Straße",
        "El año señor español, mañana está aquí", "coração, informações, São Paulo", "中文 текст ελληνικά", "Ø20, Ø 40",
        "kilôgam, ôtô, vitamin, ghiđông, xàphòng, câulạcbộ", "🙂 ✓ ▲ ≠", "\x00\x80\xad", "½ ¼ ¾",
        "Số 12 QĐ/TW, NĐ-CP, TTHC",
    ],
)  # fmt: skip
def test_what_is_in_order_is_never_taken_for_an_old_encoding(text: str) -> None:
    assert legacy_of(text) is None


def test_one_odd_word_is_not_enough() -> None:
    assert legacy_of("lực 5 N·m") is None
    assert legacy_of("B¸o c¸o, B¸o B¸o") is Legacy.TCVN3
    assert legacy_of("B¸o, B¸o, B¸o") is None


@given(st.text(st.characters(max_codepoint=0x2FF)))
def test_any_text_gets_an_answer(text: str) -> None:
    assert legacy_of(text) in (None, *Legacy)


@given(st.lists(st.sampled_from(" ".join(SENTENCES).split()), min_size=1, max_size=30))
def test_vietnamese_words_in_any_order_are_in_order(words: list[str]) -> None:
    assert legacy_of(" ".join(words)) is None
