"""Cells that name one of a few choices: a country, a constituent group, a stage, an answer of the Washington Group Short Set."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from prossce_desktop.domain.model.codes import Constituent, Country, Difficulty, Stage, Token
from prossce_desktop.domain.parse_result import Understood, refused
from prossce_desktop.domain.problems import Severity
from prossce_desktop.domain.text.cleaning import clean_text
from prossce_desktop.domain.text.digits import plain_text
from prossce_desktop.domain.text.folding import fold_tight
from prossce_desktop.domain.translatable import N_

T = TypeVar("T", bound=Token)

WG_FIELDS = ("wg_seeing", "wg_hearing", "wg_walking", "wg_remembering", "wg_selfcare", "wg_communicating")

_ALSO: Mapping[Token, str] = {
    Country.BN: "Brunei|Bruneian|ប្រ៊ុយណេ|บรูไน|文莱",
    Country.KH: "Cambodian|Khmer|Kampuchea|Kamboja|កម្ពុជា|ខ្មែរ|Campuchia|ກຳປູເຈຍ|กัมพูชา|เขมร|ကမ္ဘောဒီးယား|柬埔寨",
    Country.ID: "Indonesian|WNI|ឥណ្ឌូណេស៊ី|In-đô-nê-xi-a|ອິນໂດເນເຊຍ|อินโดนีเซีย|印度尼西亚|印尼",
    Country.LA: "Laos|Lao PDR|Lao|Laotian|Lao People's Democratic Republic|ឡាវ|Lào|ລາວ|ສປປ ລາວ|ลาว|老挝",
    Country.MY: "Malaysian|ម៉ាឡេស៊ី|Ma-lai-xi-a|มาเลเซีย|马来西亚",
    Country.MM: "Burma|Burmese|Myanmarese|ភូមា|មីយ៉ាន់ម៉ា|เมียนมา|พม่า|မြန်မာ|缅甸",
    Country.PH: "Philippine|Filipino|Filipina|Pilipinas|Pilipino|ហ្វីលីពីន|ฟิลิปปินส์|菲律宾",
    Country.SG: "Singaporean|Singapura|សិង្ហបុរី|สิงคโปร์|新加坡",
    Country.TH: "Thai|ថៃ|Thái Lan|ໄທ|ไทย|ထိုင်း|泰国",
    Country.TL: "Timor Leste|East Timor|Timorese|Timor Lorosa'e|ទីម័រ|东帝汶",
    Country.VN: "Vietnam|Vietnamese|Việt Nam|វៀតណាម|ຫວຽດນາມ|เวียดนาม|越南|Kinh",
    Country.CN: "PRC|Chinese|Tiongkok|ចិន|Trung Quốc|ຈີນ|จีน|中国|中國",
    Constituent.government: "Govt|Ministry|Public sector|Pemerintah|រដ្ឋាភិបាល|Chính phủ|Nhà nước|ລັດຖະບານ|ภาครัฐ|ราชการ|政府|Kerajaan",
    Constituent.employers: "Employers|Employer organisation|Employer organization|Pengusaha|អង្គការនិយោជក|Người sử dụng lao động|ນາຍຈ້າງ|นายจ้าง|雇主组织",
    Constituent.workers: "Workers|Worker|Union|Trade union|Serikat pekerja|សហជីព|Công đoàn|ກຳມະບານ|ลูกจ้าง|สหภาพแรงงาน|工会|Kesatuan",
    Constituent.private_enterprise: "Private|Private sector|Company|Swasta|ឯកជន|Doanh nghiệp|ເອກະຊົນ|เอกชน|企业",
    Constituent.training_provider: "Training|TVET|Training centre|Training center|LPK|BLK|គ្រឹះស្ថានបណ្តុះបណ្តាល|培训机构",
    Constituent.academia: "University|Academic|Akademisi|សាកលវិទ្យាល័យ|Học thuật|สถาบันการศึกษา|学术",
    Constituent.civil_society: "NGO|CSO|LSM|អង្គការសង្គមស៊ីវិល|ประชาสังคม|社会组织",
    Constituent.international: "UN|International|INGO|Organisasi internasional|អង្គការអន្តរជាតិ|国际组织",
    Constituent.jobseeker: "Job seeker|Jobseekers|Job-seeker|Pencari kerja|អ្នកស្វែងរកការងារ|Người tìm việc|ຜູ້ຊອກວຽກ|ผู้หางาน|求职者|Pencari kerja",
    Stage.attended: "Present|Hadir|Joined|ចូលរួម|Có mặt|ເຂົ້າຮ່ວມ|เข้าร่วม|出席",
    Stage.registered: "Registration|Terdaftar|ចុះឈ្មោះ|Đã đăng ký|ລົງທະບຽນ|ลงทะเบียน|已报名",
    Stage.completed: "Finished|Lulus|Selesai|បញ្ចប់|Hoàn thành|จบ|完成",
    Stage.hired: "Hired|Employed|HOTS|Diterima|ជ្រើសរើស|Được tuyển|ได้งาน|录用",
    Difficulty.none: "No|None|No - no difficulty|0|Tidak|Không|គ្មាន|ទេ|ไม่มี|ບໍ່ມີ|没有困难",
    Difficulty.some: "Some|Yes - some difficulty|A little|Sedikit|Một ít|មានខ្លះ|បន្តិច|เล็กน้อย|有些困难",
    Difficulty.a_lot: "A lot|Yes - a lot of difficulty|Much|Banyak|Nhiều|ច្រើន|มาก|ຫຼາຍ|很困难",
    Difficulty.cannot: "Cannot|Cannot do|Cannot do at all|Unable|Tidak bisa|Không thể|មិនអាច|ไม่ได้เลย|ບໍ່ໄດ້ເລີຍ|完全不能",
}


@cache
def _words(kind: type[Token]) -> dict[str, Token]:
    found: dict[str, Token] = {}
    for token in kind:
        for word in (token.value, token.label, *_ALSO.get(token, "").split("|")):
            if key := fold_tight(word):
                found.setdefault(key, token)
    return found


def token_of(text: str, kind: type[T]) -> T | None:
    """The token that a word means: the token itself, its English label, or a word for it in other languages."""
    found = _words(kind).get(fold_tight(text))
    return found if isinstance(found, kind) else None


def understand(value: object, kind: type[T], field: str) -> Understood[object]:
    """A cell as token; a word that is not known is left out with a soft problem."""
    text = clean_text(plain_text(value))
    token = token_of(text, kind)
    if token is None and text.strip("-–?"):
        message = N_("“{value}” is not a possible answer. It will not be saved.")
        return refused(field, "unknown-choice", message, Severity.soft, value=text[:40])
    return Understood(token)


def understand_difficulty(value: object, field: str) -> Understood[object]:
    """An answer of the Washington Group Short Set: 1 to 4, or in words."""
    return understand(value, Difficulty, field)
