"""Which field a column heading means, in eleven languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from prossce_desktop.domain.input.heading_words import LIKELY, SURE
from prossce_desktop.domain.text.folding import fold_tight

FIELDS = (
    "name", "latin_name", "family_name", "given_name", "middle_name", "name_suffix", "title", "sex", "birth", "age", "phone", "national_id",
    "nationality", "country", "province", "disability", "wg_seeing", "wg_hearing", "wg_walking", "wg_remembering", "wg_selfcare",
    "wg_communicating", "education", "occupation", "employer", "constituent", "pre", "post", "stage", "session", "attended", "certificate",
)  # fmt: skip
"""Fields that a list of people can fill. `title` (form of address), `middle_name` and `name_suffix` are parts; `session` is numbered later."""

_AS_FIELD = {"birth_year": "birth", "attendance_day": "session"}
_MORE: dict[str, str] = {
    "no": "S/N|Sr No|S.No|Serial No|Nr|លេខ|លេខរៀង|ល.រ|Nomor|Nomor Urut|ລ/ດ|ลำดับ|စဉ်|STT|编号|號|Numeru",
    "name": "Full name|Fullname|Participant name|Name of participants|Nama Peserta Pelatihan|Nama dan Gelar|ឈ្មោះពេញ|នាមនិងគោត្តនាម|ឈ្មោះសិក្ខាកាម|"
    "ឈ្មោះបេក្ខជន|Họ tên|Tên học viên|ຊື່ແລະນາມສະກຸນ|ຊື່-ນາມສະກຸນ|ຊື່ ແລະ ນາມສະກຸນຜູ້ເຂົ້າຮ່ວມ|ชื่อ-สกุล|ชื่อ - นามสกุล|ชื่อ นามสกุล|ชื่อเต็ม|နာမည်|"
    "အမည်အပြည့်အစုံ|Nama Calon|Naran|Naran kompletu|全名|名字",
    "latin_name": "Latin name|Name in Latin letters|Name (English)|English name|Latin|Name in Latin|Roman name|ឡាតាំង|ឈ្មោះឡាតាំង|ឈ្មោះអង់គ្លេស|Tên tiếng Anh|ຊື່ພາສາອັງກິດ|拼音",
    "title": "Title|Prefix|Salutation|Mr/Ms|Mr/Mrs/Ms|Sapaan|Panggilan|คำนำหน้า|คํานําหน้านาม|ຄຳນຳໜ້າ|ຄໍານໍາໜ້າຊື່|ងារ|Danh xưng|Gelaran|称谓",
    "sex": "Gender|Gender (M/F)|Sex/Gender|ភេទ|ភេទ ប/ស|Jenis Kelamin|Jns Kelamin|JK (L/P)|Giới|Giới tính (Nam/Nữ)|Nam, Nữ|ເພດ ຍ/ຊ|เพศ (ช/ญ)|ကျား၊ မ|ကျား /မ|Jantina|Sexu|男/女",
    "birth": "Date of birth|Birth date|Date of birth (dd/mm/yyyy)|Born|Birth|DOB (dd/mm/yyyy)|ថ្ងៃខែឆ្នាំកំណើត|Tanggal Lahir|Tgl.Lahir|Tempat & Tanggal Lahir|"
    "Năm sinh (dd/mm/yyyy)|Ngày/tháng/năm sinh|ວັນ ເດືອນ ປີເກີດ|วันเกิด|วัน/เดือน/ปีเกิด|วดป.เกิด|Loron tinan moris|Petsa ng Kapanganakan|出生年月",
    "age": "Age (years)|Usia (tahun)|Umur|Umur (tahun)|Tuổi|ອາຍຸ (ປີ)|อายุ (ปี)|အသက် (နှစ်)|年龄|Tinan",
    "phone": "Phone number|Telephone number|Telephone No.|Tel|Tel.|Tel No|Mobile phone|Mobile number|Cellphone|Cell phone|Contact number|Contact|WhatsApp|Phone/WhatsApp|"
    "ទូរស័ព្ទ|លេខទូរស័ព្ទទំនាក់ទំនង|Telepon|No Telepon|Nomor Telepon|No. HP/WA|No WA|Handphone|Số điện thoại|SDT|Số ĐT|Điện thoại di động|ໂທລະສັບ|ເບີໂທລະສັບ|"
    "ເບີໂທລະສັບຕິດຕໍ່|โทรศัพท์|เบอร์โทร|เบอร์มือถือ|เบอร์ติดต่อ|โทร|ဖုန်းနံပါတ်|手机|电话号码|联系电话|Telefon|Nombor Telefon|Telefone",
    "national_id": "National ID|National ID No.|National ID number|ID No|ID No.|ID card|ID card number|Identity card|Identity number|NID|អត្តសញ្ញាណប័ណ្ណ|លេខអត្តសញ្ញាណ|"
    "NIK|KTP|No KTP|Nomor NIK|CCCD|CMND|Số CMND|Số CMND/CCCD|CCCD/CMND|Căn cước|ບັດປະຈໍາຕົວ|ເລກບັດປະຈໍາຕົວ|เลขประจำตัวประชาชน|เลขที่บัตรประจำตัวประชาชน|บัตรประชาชน|"
    "မှတ်ပုံတင်|မှတ်ပုံတင်အမှတ်|NRIC|IC No|No IC|No. Kad Pengenalan|MyKad|身份证|PhilSys ID|PhilID|Bilhete de Identidade|BI",
    "nationality": "Nationality|Citizenship|សញ្ជាតិ|Kewarganegaraan|Warganegara|Warga Negara|Quốc tịch|ສັນຊາດ|สัญชาติ|နိုင်ငံသား|国籍|Nasionalidade|Pagkamamamayan",
    "country": "Country|ប្រទេស|Negara|Quốc gia|Nước|ປະເທດ|ประเทศ|နိုင်ငံ|国家|Bansa|Nasaun",
    "province": "Province/State|State|Region|ខេត្ត/រាជធានី|រាជធានី/ខេត្ត|រាជធានីខេត្ត|Asal Provinsi|Tỉnh/TP|Tỉnh/Thành|Tỉnh thành|ແຂວງ/ນະຄອນຫຼວງ|จังหวัด|တိုင်းဒေသကြီး/ပြည်နယ်|"
    "省/市|Lalawigan|Rehiyon|Munisipiu",
    "disability": "PWD|Disabled|Disability (yes/no)|Disability (Y/N)|With disability|Has a disability|ជនមានពិការភាព|Disabilitas|Status Disabilitas|Khuyết tật (Có/Không)|ພິການ|ความพิการ (มี/ไม่มี)|残疾|OKU (Ya/Tidak)|Difisiénsia",
    "wg_seeing": "Seeing|Vision|Difficulty seeing|WG Seeing|ការមើល|Melihat|Penglihatan|Nhìn|ການເບິ່ງ|การมองเห็น|视力|看",
    "wg_hearing": "Hearing|Difficulty hearing|WG Hearing|ការស្តាប់|Mendengar|Pendengaran|Nghe|ການຟັງ|การได้ยิน|听力|听",
    "wg_walking": "Walking|Mobility|Difficulty walking|WG Walking|ការដើរ|Berjalan|Đi lại|ການຍ່າງ|การเดิน|行走",
    "wg_remembering": "Remembering|Cognition|Difficulty remembering|WG Remembering|ការចងចាំ|Mengingat|Ghi nhớ|ການຈື່ຈຳ|การจดจำ|记忆",
    "wg_selfcare": "Self-care|Self care|Washing|Difficulty with self-care|WG Self-care|ការថែទាំខ្លួន|Merawat diri|Tự chăm sóc|ການດູແລຕົນເອງ|การดูแลตนเอง|自理",
    "wg_communicating": "Communicating|Communication|Difficulty communicating|WG Communicating|ការទំនាក់ទំនង|Berkomunikasi|Komunikasi|Giao tiếp|ການສື່ສານ|การสื่อสาร|交流",
    "education": "Level of education|Education background|កម្រិតអប់រំ|Tingkat Pendidikan|Jenjang Pendidikan|Trình độ|Học vấn|ການສຶກສາ|ระดับการศึกษา|ပညာရေး|学历|Pendidikan Tertinggi|Edukasaun",
    "occupation": "Occupation|Current occupation|Pekerjaan saat ini|Nghề|ອາຊີບປັດຈຸບັນ|Trabaho|Profisaun",
    "employer": "Nama Perusahaan|Organization/Company|Institution|Agency|Company name|Workplace|Ministry|Affiliation|Organisation/Institution|ក្រសួង|ស្ថាប័ន/ក្រុមហ៊ុន|Asal Lembaga|Nama Instansi|Instansi/Perusahaan|"
    "Cơ quan|Đơn vị|Công ty|ອົງການ|ບ່ອນເຮັດວຽກ|หน่วยงาน|องค์กร|ဌာန/ကုမ္ပဏီ|公司|机构",
    "constituent": "Constituent|Constituent group|Stakeholder group|Type of organisation|Type of organization|Category of participant|Kategori Peserta|Unsur",
    "birthplace": "Place of birth|Birthplace|Birth place|Tempat Lahir|Nơi sinh|Quê quán|ទីកន្លែងកំណើត|ស្រុកកំណើត|ສະຖານທີ່ເກີດ|ບ່ອນເກີດ|สถานที่เกิด|出生地|籍贯|Fatin moris",
    "position": "Position/Title|Job position",
    "household": "Household No.|Household number|Family book|Family book no|Poor household ID|IDPoor|ID Poor|លេខសៀវភៅគ្រួសារ|សៀវភៅគ្រួសារ|បណ្ណក្រីក្រ|បណ្ណសមធម៌|Nomor KK|No KK|No. KK|Kartu Keluarga|"
    "Số hộ khẩu|Sổ hộ khẩu|ປຶ້ມສຳມະໂນຄົວ|ເລກສຳມະໂນຄົວ|เลขรหัสประจำบ้าน|ทะเบียนบ้าน|户口|户号|အိမ်ထောင်စု|Fixa familia",
    "stage": "Stage|Status of participation|Participation status|Status Kehadiran",
    "attended": "Sessions attended|Days attended|Number of days attended|Total days|Jumlah hari hadir|Jumlah Kehadiran|Jumlah Hadir|ចំនួនថ្ងៃចូលរួម|Số buổi tham dự|จำนวนวันที่เข้าร่วม|出勤天数",
    "pre": "Pre test|Pre-test score|Pretest score|Nilai Pretest|Nilai Pre-Test|Skor pre|តេស្តមុនវគ្គ|คะแนนก่อนอบรม|ก่อนอบรม|Điểm đầu khóa|培训前|Ujian pra",
    "post": "Post-test score|Posttest|Posttest score|Nilai Posttest|Nilai Post-Test|Skor post|តេស្តក្រោយ|คะแนนหลังเรียน|Điểm cuối khóa|培训后|Ujian pasca",
    "certificate": "Certificate (Y/N)|Certificate no|Certificate received|Sertifikat (Ya/Tidak)|វិញ្ញាបនបត្រ (មាន/គ្មាន)|Chứng chỉ|ໃບປະກາດ|证书",
    "remarks": "Remarks|Remark|Comment|សម្គាល់|Ghi chú thêm|ໝາຍເຫດ|หมายเหต|备考|備註",
    "signature": "Signature|Chữ ký|ลายมือ|လက်မှတ်|签字",
    "total": "Grand total|Subtotal|Sum|សរុបរួម|Jumlah|Tổng số|ລວມ|ລວມທັງໝົດ|รวม|总数|共计",
}
"""Headings beside those of the file, all sure. `household`: a number of a household is never a national id."""
_SESSION = re.compile(
    r"(?:day|d|hari|harike|h|session|sesi|sessionno|ngay|buoi|ថ្ងៃទី|ថ្ងៃ|វេន|วันที่|วัน|ครั้งที่|ມື້ທີ່|ມື້ທີ|ມື້|ວັນທີ|araw|loron|နေ့|ရက်|第)(\d{1,2})"
    r"(?:am|pm|morning|afternoon|天|日|次|pagi|siang|sore)?"
)
_ORDINAL_DAY = re.compile(r"(?:1st|2nd|3rd|\d{1,2}th)(?:day|session)|(?:first|second|third|fourth|fifth)(?:day|session)|hari(?:pertama|kedua|ketiga|keempat|kelima)")
_PARTS = re.compile(r"[\n\r/\\|(（\[:;,\-–]")
_NEAR, _NEAR_LENGTH = 88, 6
_START_LENGTH = 5


@dataclass(frozen=True, slots=True)
class HeadingMeaning:
    """What a heading means. `strength`: 1 sure, from 0.75 on likely, below that only worth offering."""

    field: str
    strength: float


def _table() -> dict[str, HeadingMeaning]:
    found: dict[str, HeadingMeaning] = {}
    for words, strength in ((LIKELY, 0.8), (_MORE, 1.0), (SURE, 1.0)):
        for field, headings in words.items():
            meaning = HeadingMeaning(_AS_FIELD.get(field, field), strength)
            found.update({fold_tight(one): meaning for one in headings.split("|") if fold_tight(one)})
    return found


_BY_HEADING = _table()


def known(heading: str) -> HeadingMeaning | None:
    """The field of a heading that is known letter for letter (folded); quick enough to be asked of every cell."""
    return _BY_HEADING.get(fold_tight(heading))


@lru_cache(maxsize=8192)
def meaning_of(heading: str) -> HeadingMeaning | None:
    """The field that a heading names, or None: by the whole heading, by one of its parts ("Name / ឈ្មោះ"), by a number over
    ticks ("Day 3"), by its beginning, or by one letter of difference. Fields that are not in `FIELDS` are known but not used.
    """
    key = fold_tight(heading)
    if not key:
        return HeadingMeaning("no", 1.0) if heading.strip() in ("#", "№") else None
    if found := _BY_HEADING.get(key):
        return found
    if _SESSION.fullmatch(key) or _ORDINAL_DAY.fullmatch(key):
        return HeadingMeaning("session", 1.0)
    for part in _PARTS.split(heading):
        if (part_key := fold_tight(part)) and len(part_key) > 1 and (found := _BY_HEADING.get(part_key)):
            return HeadingMeaning(found.field, min(found.strength, 0.85))
    return _nearly(key)


def _nearly(key: str) -> HeadingMeaning | None:
    begins = [known for known in _BY_HEADING if len(known) >= _START_LENGTH and key.startswith(known)]
    if begins:
        return HeadingMeaning(_BY_HEADING[max(begins, key=len)].field, 0.7)
    if len(key) < _NEAR_LENGTH:
        return None
    from rapidfuzz import fuzz, process

    best = process.extractOne(key, _BY_HEADING.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return HeadingMeaning(_BY_HEADING[best[0]].field, 0.7) if best else None
