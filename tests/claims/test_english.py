"""English passes, other languages do not, and what is too short to tell passes."""

from __future__ import annotations

import pytest

from claims.english import WORDS, looks_english
from claims.errors import NotEnglish
from claims.model import Document

FOREIGN = {
    "German": "Der Bürgermeister sagte am Montag, dass die Stadt den Hafen nicht verkaufen werde. Nach Angaben der Polizei wurden zwei Männer im Hafen festgenommen, die in der Nacht in ein Lager eingebrochen waren.",
    "French": "Le maire a déclaré lundi que la ville ne vendrait pas le port. Selon la police, deux hommes ont été arrêtés dans la nuit après être entrés dans un entrepôt du quai nord.",
    "Spanish": "El alcalde dijo el lunes que la ciudad no vendería el puerto. Según la policía, dos hombres fueron detenidos por la noche después de entrar en un almacén del muelle.",
    "Dutch": "De burgemeester zei maandag dat de stad de haven niet zal verkopen. Volgens de politie werden twee mannen in de nacht aangehouden nadat ze in een loods waren ingebroken.",
    "Swedish": "Borgmästaren sade på måndagen att staden inte ska sälja hamnen. Enligt polisen greps två män under natten efter att ha brutit sig in i ett lager vid kajen.",
    "Danish": "Borgmesteren sagde mandag, at byen ikke vil sælge havnen, fordi den giver arbejde. Ifølge politiet blev flere mænd anholdt om natten, da de var brudt ind i et lager ved kajen. Det vides endnu ikke, hvad de ledte efter, og ingen af dem har sagt noget.",
    "Italian": "Il sindaco ha detto lunedì che la città non venderà il porto. Secondo la polizia, due uomini sono stati arrestati nella notte dopo essere entrati in un magazzino.",
    "Portuguese": "O prefeito disse na segunda-feira que a cidade não vai vender o porto. Segundo a polícia, dois homens foram presos durante a noite depois de entrar em um armazém.",
    "Afrikaans": "Die burgemeester het Maandag gesê dat die stad nie die hawe sal verkoop nie. Volgens die polisie is twee mans in die nag aangekeer nadat hulle by 'n pakhuis ingebreek het.",
    "Russian": "Мэр города заявил в понедельник, что порт не будет продан. По данным полиции, ночью двое мужчин были задержаны после того, как проникли на склад у причала города.",
    "Turkish": "Belediye başkanı pazartesi günü şehrin limanı satmayacağını söyledi. Polise göre iki adam gece bir depoya girdikten sonra gözaltına alındı ve soruşturma hâlâ sürüyor.",
    "Indonesian": "Wali kota mengatakan pada hari Senin bahwa kota itu tidak akan menjual pelabuhan. Menurut polisi, dua orang pria ditangkap pada malam hari setelah masuk ke sebuah gudang.",
    "Chinese": "市长周一表示，该市不会出售港口。警方称，两名男子在夜间闯入码头的一间仓库后被捕。",
    "Japanese": "市長は月曜日、市は港を売却しないと述べた。警察によると、夜間に倉庫に侵入した二人の男が逮捕された。",
    "Korean": "시장은 월요일 시가 항구를 팔지 않을 것이라고 말했다. 경찰에 따르면 밤에 창고에 침입한 두 남자가 체포되었다.",
    "Arabic": "قال رئيس البلدية يوم الاثنين إن المدينة لن تبيع الميناء. ووفقا للشرطة، تم القبض على رجلين ليلا بعد دخولهما مستودعا.",
    "Greek": "Ο δήμαρχος είπε τη Δευτέρα ότι η πόλη δεν θα πουλήσει το λιμάνι, και η αστυνομία συνέλαβε δύο άνδρες.",
    "Hindi": "महापौर ने सोमवार को कहा कि शहर बंदरगाह नहीं बेचेगा। पुलिस के अनुसार रात में दो लोगों को गिरफ्तार किया गया।",
    "Ukrainian": "Мер міста заявив у понеділок, що порт не буде продано. За даними поліції, вночі двох чоловіків затримали.",
    "Polish": "Burmistrz powiedział w poniedziałek, że miasto nie sprzeda portu. Według policji dwóch mężczyzn zatrzymano w nocy po włamaniu do magazynu.",
}
ENGLISH = [
    "The mayor said on Monday that the town would not sell the harbour. According to the police, two men were held in the night after they had broken into a store on the quay.",
    "WE SOLD TWO CRANES IN THE SPRING AND THAT IS ALL I CAN SAY ABOUT IT, THE CHAIRMAN TOLD A MEETING OF THOSE WHO HAD BEEN LAID OFF.",
    "Hale, Reed, Brook and Moss, of Oslo, Bergen, Turku and Hull, signed; Lund, Berg, Dahl and Holm did not, said Ada Brook, 41, who was there.",
]


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_other_languages_do_not_pass(text):
    assert not looks_english(text)


@pytest.mark.parametrize("text", ENGLISH, ids=range(3))
def test_english_passes_in_prose_capitals_and_lists_of_names(text):
    assert looks_english(text)


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_the_extractor_refuses_other_languages_by_name(extractor, text):
    """Nothing is guessed: the error names the document and what is read."""
    with pytest.raises(NotEnglish, match=r"^brief\.txt: not English; only English texts are read$"):
        extractor.extract(Document("brief.txt", text))


def test_english_with_foreign_words_and_names_is_read(extractor):
    """A quotation in another script, or a headline in another language, is no reason to refuse."""
    for text in (
        "The mayor said on Monday that the sign read 不会出售港口, and that nobody had changed it.",
        "Hafen verkauft",
        "港口已售",
    ):
        extractor.extract(Document("-", text))


@pytest.mark.parametrize("text", ["", "12 34 56 " * 30, "((((", "Hafen verkauft", "\ud800\x00"])
def test_what_is_too_short_or_wordless_to_tell_passes(text):
    assert looks_english(text)


def test_only_the_first_few_thousand_words_are_read():
    assert looks_english(ENGLISH[0] * (WORDS // 20) + FOREIGN["German"] * 1_000)
