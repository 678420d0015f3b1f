"""Made-up names in four scripts: few families, many given names, as common or rare as such names are."""

from __future__ import annotations

import random
from dataclasses import dataclass

from prossce_desktop.domain.model.codes import Country

Pair = tuple[str, str]
"""The syllable or word in its own script, and in Latin letters ("" where the name is Latin anyway)."""


@dataclass(frozen=True)
class Naming:
    """Families with the most common first; given names are one or two of `parts`."""

    families: tuple[Pair, ...]
    parts: tuple[Pair, ...]
    joint: str = ""
    family_first: bool = True


def _pairs(text: str) -> tuple[Pair, ...]:
    """`word/latin word/latin ...`; a word without a slash is Latin itself."""
    found = (one.partition("/") for one in text.split())
    return tuple((own, latin) for own, _slash, latin in found)


KHMER = Naming(
    _pairs(
        "សុខ/Sok ចាន់/Chan ហេង/Heng គឹម/Kim លី/Ly នួន/Nuon មាស/Meas តាំង/Taing អ៊ុក/Ouk ឈឹម/Chhim កែវ/Keo "
        "ប៉ែន/Pen សាន/San ទេព/Tep "
        "យិន/Yin រស់/Ros វង្ស/Vong ម៉ៅ/Mao ស៊ឹម/Sim អ៊ិន/In ហ៊ុន/Hun ជា/Chea គង់/Kong នី/Ny ឡុង/Long"
    ),
    _pairs(
        "សុ/So ភា/phea ដា/Da រ៉ា/ra វណ្ណ/vann ម៉ា/Ma លី/ly ក/Ka ញ្ញា/nha រិទ្ធី/Rithy ស្រី/Srey ពៅ/pov "
        "សំ/Sam ណាង/nang បូ/Bo រី/ry ពិ/Pi សិដ្ឋ/seth ចន្ថា/Chantha ជា/Chea តា/ta មុំ/mom រស្មី/Reaksmey "
        "ធី/thy វិ/Vi ចិត្រា/Chetra ឧត្តម/Oudom ពេជ្រ/Pich នា/Na រ័ត្ន/roth"
    ),
)
THAI = Naming(
    _pairs(
        "ใจดี/Jaidee ศรีสุข/Srisuk ทองคำ/Thongkham บุญมา/Bunma แก้วใส/Kaewsai วงศ์ไทย/Wongthai สุวรรณ/Suwan "
        "รัตนา/Rattana จันทร์/Chan พงษ์/Phong มณี/Manee ชัยวัฒน์/Chaiwat เพชร/Phet สายทอง/Saithong "
        "ดวงแก้ว/Duangkaew อินทร์/In พรหม/Phrom คงดี/Khongdee"
    ),
    _pairs(
        "สม/Som ชาย/chai สุ/Su ดา/da มาลี/Mali วิ/Wi ชัย/chai นภา/Napa กมล/Kamon พร/Phon ทิพย์/thip อร/On "
        "นุช/nut ประ/Pra เสริฐ/sert "
        "ธีร/Thira ศักดิ์/sak จิรา/Jira วรรณ/wan กิตติ/Kitti รัตน์/rat ปิยะ/Piya นันท์/nan"
    ),
    family_first=False,
)
LAO = Naming(
    _pairs(
        "ວົງສາ/Vongsa ພົມມະ/Phomma ສີສຸກ/Sisouk ໄຊຍະ/Xaiya ແສງດາ/Sengda ແກ້ວມະນີ/Keomany ວິໄລ/Vilay "
        "ບົວພາ/Bouapha ຈັນທະ/Chantha"
    ),
    _pairs(
        "ສົມ/Som ພອນ/phone ແກ້ວ/Keo ບຸນ/Boun ມີ/my ຄຳ/Kham ດາວ/Dao ວັນ/Van ນາ/na ສຸ/Sou ລິ/ly ພູ/Phou "
        "ທອງ/thong ນ້ອຍ/Noy ມະ/ma ລາ/la"
    ),
    family_first=False,
)
VIETNAMESE = Naming(
    _pairs("Nguyễn Nguyễn Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương"),
    _pairs(
        "Thị Văn Hà Đức Thùy Linh Ánh Tuyết Minh Hương Lan Quang Hải Ngọc Thảo Bảo Châu Phúc Khánh Nga Sơn "
        "Tùng Mai Yến"
    ),
    joint=" ",
)
INDONESIAN = Naming(
    _pairs(
        "Hidayat Saputra Santoso Kusuma Siregar Maulana Pratama Wijaya Nugroho Lestari Setiawan Rahman "
        "Hakim Simanjuntak Utami Wibowo Halim"
    ),
    _pairs(
        "Siti Joko Dewi Eko Rina Ayu Dedi Putri Agus Sri Budi Indah Rizky Nur Fitri Yusuf Wahyu Ratna Adi "
        "Maya Hendra Lina"
    ),
    joint=" ",
    family_first=False,
)
NAMINGS = {
    Country.KH: KHMER,
    Country.TH: THAI,
    Country.LA: LAO,
    Country.VN: VIETNAMESE,
    Country.ID: INDONESIAN,
}


def made_up(chance: random.Random, country: Country) -> tuple[str, str | None]:
    """A name, and the Latin one where the script is another."""
    naming = NAMINGS[country]
    family = naming.families[min(int(chance.expovariate(1 / 5)), len(naming.families) - 1)]
    parts = [chance.choice(naming.parts) for _part in range(1 if chance.random() < 0.2 else 2)]
    own, latin = (
        naming.joint.join(one for one, _other in parts),
        naming.joint.join(other for _one, other in parts),
    )
    if naming.family_first:
        return f"{family[0]} {own}", f"{family[1]} {latin}" if family[1] else None
    return f"{own} {family[0]}", f"{latin} {family[1]}" if family[1] else None
