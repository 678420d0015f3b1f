"""Column headings that offices use, in eleven languages. Generated from .ci/headings.csv: edit there.

Run .ci/make_heading_words.py after a change.

Per field the headings, with | between; `SURE` may be applied silently, `LIKELY` is a good guess.
"""

from __future__ import annotations

SURE: dict[str, str] = {
    "no": (
        "ល.រ.|លេខរៀង|No|No Urut|TT|Số TT|Số thứ "
        "tự|Stt|ລຳດັບ|ລໍາດັບ|ลำดับที่|ที่|ลําดับ|ลําดับที่|စဥ်|အမှတ်စဉ်|No.|#|SN|Blg.|Bil.|BIL|序号|編號|Nu."
    ),
    "name": (
        "ឈ្មោះ|គោត្តនាម និងនាម|នាមត្រកូល និងនាមខ្លួន|ឈ្មោះមន្ត្រី|Nama Lengkap|NAMA LENGKAP|Họ và tên|HỌ VÀ "
        "TÊN|Họ và Tên|ຊື່ ແລະ ນາມສະກຸນ|ชื่อ-นามสกุล|ชื่อ - "
        "สกุล|ชื่อและนามสกุล|ชื่อ–สกุล|အမည်|နာမည်အပြည့်အစုံ|နာမည္|Name|Name of Participant|Participant's "
        "Name|Complete Name|Names|Pangalan|Buong Pangalan|Nama|Nama Penuh|Nama Peserta|姓名|與會者姓名|Naran "
        "Kompletu"
    ),
    "family_name": (
        "គោត្តនាម|នាមត្រកូល|នាមត្រកូលជាអក្សរខ្មែរ|Họ|Họ đệm|ນາມສະກຸນ|นามสกุล|မိသားစုနာမည္|Surname|Last "
        "Name|Family Name|Apelyido|姓"
    ),
    "given_name": (
        "នាម|នាមខ្លួនជាអក្សរខ្មែរ|Nama Depan|Tên|ຊື່|ชื่อ|ชื่อจริง|First Name|Given Name|名"
    ),
    "latin_name": (
        "អក្សរឡាតាំង|ឈ្មោះជាអក្សរឡាតាំង|ឈ្មោះពេញជាអក្សរឡាតាំង|នាមខ្លួនជាអក្សរឡាតាំង|Name in English|Name "
        "(Latin)|Latin Name|英文名|姓名拼音"
    ),
    "birth": (
        "ថ្ងៃ ខែ ឆ្នាំ កំណើត|ថ្ងៃខែឆ្នាំកំណើត|Tgl Lahir|Tgl. Lahir|Tempat, Tanggal Lahir|Tempat/Tgl "
        "Lahir|TTL|Ngày sinh|Ngày, tháng, năm sinh|Ngày tháng năm sinh|Sinh ngày|ວັນເດືອນປີເກີດ|ວັນ, ເດືອນ, "
        "ປີເກີດ|ວັນ/ເດືອນ/ປີເກີດ|วันเดือนปีเกิด|วัน เดือน ปี เกิด|ว/ด/ป เกิด|မွေးသက္ကရာဇ်|မွေးနေ့ "
        "သက္ကရာဇ်|ေမြးရက္၊ လ၊ ႏွစ္|မွေးရက်|DOB|D.O.B.|Birthdate|Birthday|Tarikh Lahir|出生日期|出生年月日|Data Moris"
    ),
    "birth_year": (
        "ឆ្នាំកំណើត|Tahun Lahir|Năm sinh|ປີເກີດ|ปีเกิด|Year of Birth|YOB|出生年份"
    ),
    "age": (
        "អាយុ|Usia|Độ tuổi|ອາຍຸ|อายุ|အသက်|အသက္|Age|Edad|Umur|年齡|Idade"
    ),
    "phone": (
        "លេខទូរស័ព្ទ|លេខទូរសព្ទ|ទូរសព្ទ|No HP|No. HP|Nomor HP|No. Telp|No Telp/HP|Nomor WhatsApp|No "
        "HP/WA|SĐT|Điện thoại|ĐT|Điện thoại liên "
        "hệ|ເບີໂທ|ເບີຕິດຕໍ່|เบอร์โทรศัพท์|หมายเลขโทรศัพท์|โทร.|มือถือ|โทรศัพท์มือถือ|ဖုန်းနံပါတ်|ဖုန်း|ဖုန္းနံပါတ္|မိုဘိုင္းဖုန္း|Phone|Phone"
        " No.|Mobile No.|Contact No.|Cellphone No.|Telephone|Mobile|No. Telefon|No Telefon|No. Tel|No. "
        "H/P|手机号码|手机号|电话|聯絡電話|Nu. Telefone"
    ),
    "email": (
        "អ៊ីមែល|អ៊ីម៉ែល|ឣុីម៉ែល|អាសយដ្ឋានអ៊ីម៉ែល|Email|E-mail|Surel|Địa chỉ "
        "email|ອີເມວ|อีเมล|အီးမေးလ်|အီးမေးလ်လိပ်စာ|Emel|Alamat E-mel|电子邮件|電子郵件"
    ),
    "national_id": (
        "លេខអត្តសញ្ញាណប័ណ្ណ|លេខអត្តសញ្ញាណប័ណ្ណ|Nomor Induk Kependudukan|No. KTP|Nomor KTP|Số "
        "CCCD|CMND/CCCD|Số chứng minh nhân dân|Số căn cước công dân|Số định danh cá "
        "nhân|ເລກບັດປະຈຳຕົວ|ບັດປະຈຳຕົວ|ເລກທີບັດປະຈຳຕົວ|เลขบัตรประชาชน|หมายเลขประจำตัวประชาชน|เลขที่บัตรประชาชน|เลขบัตรประจำตัวประชาชน|หมายเลขบัตรประชาชน|နိုင်ငံသားမှတ်ပုံတင်အမှတ်|NRC|NRC"
        " No.|ID Card No.|ID Number|No. K/P|NO. I/C|Kad Pengenalan|身份证号|身份证号码|证件号码"
    ),
    "passport": (
        "លេខលិខិតឆ្លងដែន|No Paspor|Nomor Paspor|Paspor|Số hộ "
        "chiếu|ໜັງສືຜ່ານແດນ|ເລກທີໜັງສືຜ່ານແດນ|เลขที่หนังสือเดินทาง|พาสปอร์ต|နိုင်ငံကူးလက်မှတ်|Passport|Passport"
        " Number|No. Pasport|Pasport|护照号|护照号码"
    ),
    "address": (
        "ឣាសយដ្ឋានបច្ចុប្បន្ន|ទីលំនៅអចិន្ត្រៃយ៍|Alamat Domisili|Địa chỉ|Chỗ ở hiện nay|Nơi ở hiện "
        "nay|ທີ່ຢູ່ປັດຈຸບັນ|ที่อยู่ตามทะเบียนบ้าน|လိပ်စာ|နေရပ်လိပ်စာ|လက်ရှိနေရပ်လိပ်စာ|လက္ရွိလိပ္စာ|Address|Complete"
        " Address|Home Address|Residential Address|Alamat|Alamat Rumah|地址|居住地址|住址"
    ),
    "province": (
        "ខេត្ត|ខេត្ត/ក្រុង|ខេត្ត\\ក្រុង|Provinsi|Propinsi|Tỉnh|Tỉnh/Thành phố|Tỉnh, thành "
        "phố|ແຂວງ|တိုင်း/ပြည်နယ်|ပြည်နယ်/တိုင်း|Province|State/Region|Province/City|Probinsya|Negeri|省份|省|Munisípiu"
    ),
    "district": (
        "ស្រុក|ស្រុក/ខណ្ឌ|ស្រុក / ក្រុង|Kab/Kota|Kab./Kota|Quận/Huyện|Huyện|Quận|ເມືອງ|อำเภอ|อำเภอ/เขต|อำเภอ "
        "/ เขต|ခရိုင်|ခ႐ိုင္|City/Municipality|Municipality/City|Municipality|Daerah|区县|县|Postu "
        "Administrativu"
    ),
    "commune": (
        "ឃុំ / សង្កាត់|ឃុំ|Kecamatan|Phường/Xã|Xã/Phường|ตำบล|ตำบล / "
        "แขวง|မြို့နယ်|မြို့/မြို့နယ်|Township|Barangay"
    ),
    "village": (
        "ភូមិ|Desa/Kelurahan|Desa|ບ້ານ|หมู่บ้าน|ကျေးရွာ|ရပ်ကွက်/ကျေးရွာ|Village|Suku"
    ),
    "education": (
        "កម្រិតវប្បធម៌|សញ្ញាបត្រទទួលបាន|Pendidikan|Pendidikan Terakhir|Jenjang|Trình độ học vấn|Trình độ đào "
        "tạo|Trình độ chuyên môn|Trình độ giáo dục phổ "
        "thông|ລະດັບການສຶກສາ|วุฒิการศึกษา|การศึกษา|วุฒิ|ระดับการศึกษาสูงสุด|ပညာအရည်အချင်း|Education|Educational"
        " Attainment|Education Level|Qualification|Highest Education|Tahap Pendidikan|Kelayakan "
        "Akademik|文化程度|最高学历|學歷"
    ),
    "occupation": (
        "មុខរបរ|ស្ថានភាពការងារ|Nghề nghiệp|ອາຊີບ|อาชีพ|အလုပ်အကိုင်|အလုပ္အကိုင္|Profession|Job|Current "
        "job|Hanapbuhay|Pekerjaan|职业"
    ),
    "employer": (
        "អង្គភាព|ស្ថាប័ន|ក្រុមហ៊ុន|ឈ្មោះអង្គភាព|ក្រសួង/ស្ថាប័ន|Instansi|Asal Instansi|Unit "
        "Kerja|Perusahaan|Nama Perusahaan/Instansi|Lembaga|Afiliasi|Đơn vị công tác|Nơi công tác|Cơ quan/Đơn "
        "vị|Tên đơn vị|Doanh nghiệp|Nơi làm "
        "việc|ບໍລິສັດ|ຊື່ບໍລິສັດ|สังกัด|หน่วยงาน/สังกัด|บริษัท|สถานที่ทำงาน|หน่วยงานที่สังกัด|ဌာန|ကုမ္ပဏီ|Organization|Organisation|Agency/Company|Company|Employer|Office|Name"
        " of "
        "Organisation|Ministry/Organization|Kumpanya|Majikan|Syarikat|Organisasi|Jabatan/Agensi|单位|工作单位|所在单位|部门|所在单位/部门|Instituisaun"
    ),
    "position": (
        "មុខតំណែង|មុខងារ|Jabatan|Chức vụ|Chức "
        "danh|ຕຳແໜ່ງ|ຕໍາແໜ່ງ|ตำแหน่ง|ตำแหน่งงาน|ရာထူး|Position|Designation|Job Title|Posisyon|Jawatan|职务|職務"
    ),
    "disability": (
        "ពិការភាព|ពិការ|ជនពិការ|Penyandang Disabilitas|Difabel|Cacat|Disabilitas (Ya/Tidak)|Khuyết tật|Người "
        "khuyết tật|ຄວາມພິການ|ຄົນພິການ|ความพิการ|ผู้พิการ|พิการ|မသန်စွမ်း|မသန်စွမ်းသူ|Disability|PWD "
        "(Y/N)|Person with Disability|Disability status|Persons with disabilities|Kapansanan|May "
        "Kapansanan|OKU|Kurang Upaya|Orang Kurang Upaya|是否残疾人|残疾人|Defisiénsia|Ema ho Defisiénsia"
    ),
    "disability_type": (
        "ប្រភេទពិការភាព|Jenis Disabilitas|Kategori Disabilitas|Dạng tật|ประเภทความพิการ|Type of "
        "Disability|Kategori OKU|残疾类别"
    ),
    "signature": (
        "ហត្ថលេខា|Tanda Tangan|TTD|Paraf|Ký tên|Ký "
        "nhận|Ký|ລາຍເຊັນ|ลายมือชื่อ|ลายเซ็น|ลงชื่อ|Sign|Pirma|Tandatangan|签名|本人签名|簽名|Asinatura"
    ),
    "attendance_day": (
        "វត្តមាន|Hari 1|Hari ke-1|Kehadiran|Điểm danh|Day 1|D1|Day 1 (AM)|出勤|签到时间"
    ),
    "certificate": (
        "វិញ្ញាបនបត្រ|Sertifikat|Chứng nhận|Giấy chứng "
        "nhận|ໃບຢັ້ງຢືນ|วุฒิบัตร|ใบประกาศนียบัตร|သင်တန်းဆင်းလက်မှတ်|Certificate|Sertipiko|Sijil|证书编号|结业证书|Sertifikadu"
    ),
    "total": (
        "សរុប|Total|Tổng "
        "cộng|Tổng|Cộng|รวมทั้งหมด|รวมทั้งสิ้น|စုစုပေါင်း|ပေါင်း|TOTAL|Kabuuan|JUMLAH|合计|总计|小计|Totál"
    ),
    "remarks": (
        "ផ្សេងៗ|កំណត់សំគាល់|កំណត់ត្រា|ចំណាំ|Keterangan|Ket.|Ghi "
        "chú|ຫມາຍເຫດ|หมายเหตุ|မှတ်ချက်|Note|Notes|Comments|Catatan|备注|Observasaun"
    ),
    "sex": (
        "L/P|JK|Jenis Kelamin (L/P)|Gender|Giới tính|Nam/Nữ|ເພດ|เพศ|ကျား/မ|ကျား၊မ|လိင်|က်ား/မ|က်ား၊ "
        "မ|Sex|M/F|Sex (M/F)|Sex at Birth|Kasarian|性别|性別|Seksu"
    ),
    "pre": (
        "Pre-Test|Pretest|Nilai Pre Test|ก่อนเรียน|Pre-test|Pre test score|前测"
    ),
    "post": (
        "Post Test|Post-Test|Nilai Post Test|หลังอบรม|คะแนนหลังอบรม|หลังเรียน|Post-test|Post test score|后测"
    ),
    "title": (
        "คำนำหน้าชื่อ|คำนำหน้านาม|คํานําหน้า"
    ),
    "middle_name": (
        "Middle Name|Middle Initial"
    ),
    "name_suffix": (
        "Suffix|Name Extension"
    ),
}

LIKELY: dict[str, str] = {
    "no": (
        "ល រ|លរ|No. Urut|စဥ္|Seq.|Bilang|Bilangan"
    ),
    "name": (
        "គោត្តនាម-នាម|នាម និងគោត្តនាម|Nama Lengkap Peserta|Nama Pencari Kerja|Nama Pelamar|Họ và tên học "
        "viên|Họ và tên người lao động|ຊື່ "
        "ນາມສະກຸນ|ຊື່ເຕັມ|ชื่อผู้เข้าอบรม|တက်ရောက်သူအမည်|Participant|Pangalan ng Aplikante"
    ),
    "given_name": (
        "ឈ្មោះខ្លួន|ຊື່ແທ້|ပေးထားသောအမည်|ေမြးနာမည္|FIRSTNAME|Unang Pangalan"
    ),
    "sex": (
        "យេនឌ័រ|ភេទ (ប/ស)|P/L|Kelamin|GT|Phái|ເພດ (ຍ/ຊ)|F/M|Jéneru"
    ),
    "birth": (
        "ថ្ងៃ-ខែ-ឆ្នាំកំណើត|ថ្ងៃ/ខែ/ឆ្នាំកំណើត|ថ្ងៃកំណើត|ວັນເກີດ|ว.ด.ป. เกิด|Araw ng "
        "Kapanganakan|Kaarawan|Kapanganakan|生日|Loron Moris"
    ),
    "age": (
        "អាយុ (ឆ្នាំ)|Umur (Th)|Age in years"
    ),
    "phone": (
        "លេខទំនាក់ទំនង|HP|Di động|ເບີໂທຕິດຕໍ່|ເບີໂທລະສັບມືຖື|เบอร์โทรฯ|ဆက်သွယ်ရန်ဖုန်း|Tel/Mobile|Numero ng "
        "Telepono|Telepono|Kontaktu"
    ),
    "national_id": (
        "អត្តសញ្ញាណបណ្ណ|NIK/No. KTP|CMTND|เลข 13 หลัก|မွတ္ပံုတင္အမွတ္|PhilSys No.|No. MyKad"
    ),
    "passport": (
        "ប៉ាស្ព័រ|ໜັງສືເດີນທາງ|ပတ်စပို့"
    ),
    "address": (
        "ទីលំនៅបច្ចុប្បន្ន|ទីលំនៅ|Alamat KTP|Alamat Rumah|Địa chỉ liên hệ|ບ່ອນຢູ່ປັດຈຸບັນ|ภูมิลำเนา|Hela-"
        "fatin"
    ),
    "province": (
        "រាជធានី-ខេត្ត|ນະຄອນຫຼວງ/ແຂວງ|จ.|所在省份"
    ),
    "education": (
        "កម្រិតសិក្សា|កម្រិតសញ្ញាបត្រ|Pend. Terakhir|ວຸດທິການສຶກສາ|ລະດັບວິຊາສະເພາະ|ပညာရေးအဆင့်|Pinag-"
        "aralan|Natapos|Taraf Pendidikan|Abilitasaun Literária"
    ),
    "occupation": (
        "មុខរបរបច្ចុប្បន្ន|Profesi|Status Pekerjaan|Công việc hiện tại|อาชีพปัจจุบัน|工种|Servisu"
    ),
    "employer": (
        "ស្ថាប័ន/អង្គភាព|Satuan Kerja|ພາກສ່ວນ|ສັງກັດ|ໜ່ວຍງານ|အလုပ်ရှင်|ဌာန/အဖွဲ့အစည်း|Opisina"
    ),
    "signature": (
        "ស្នាមមេដៃ|Tandatangan|ລົງລາຍເຊັນ|ลงนาม|လက်မှတ်ထိုး|လက္မွတ္|Sig.|Tanda Tangan"
    ),
    "attendance_day": (
        "ថ្ងៃទី១|ថ្ងៃទី ១|ព្រឹក|H1|Ngày 1|Buổi 1|ມື້ທີ່ 1|ເຂົ້າຮ່ວມ|ພາກເຊົ້າ|วันที่ "
        "1|วันที่หนึ่ง|ပထမနေ့|ပထမရက်|1st day|Araw 1|Hari Pertama|第一天|第1天"
    ),
    "certificate": (
        "លិខិតបញ្ជាក់|Nomor Sertifikat|Certified"
    ),
    "total": (
        "ចំនួនសរុប|Jumlah Total|ລວມຍອດ"
    ),
    "family_name": (
        "Nama Keluarga|မိသားစုအမည်"
    ),
    "district": (
        "Kota|Kota/Kabupaten|เขต|Lungsod/Bayan|Bayan"
    ),
    "commune": (
        "Kec."
    ),
    "position": (
        "Jabatan/Pangkat|Jabatan Terakhir|Chức vụ/Chức "
        "danh|ໜ້າທີ່|ตำแหน่ง/ระดับ|ရာထူး/တာဝန်|Function|Katungkulan|Gelaran Jawatan|职称|Pozisaun"
    ),
    "birth_year": (
        "NS|พ.ศ. เกิด|မွေးနှစ်|出生年"
    ),
    "disability": (
        "Tình trạng khuyết tật|ຜູ້ພິການ"
    ),
    "pre": (
        "Kiểm tra đầu vào|Điểm đầu vào|Pre|Ujian Pra|培训前测试"
    ),
    "post": (
        "Kiểm tra đầu ra|Điểm đầu ra|Post|Pasca-ujian|培训后测试"
    ),
    "latin_name": (
        "ຊື່ເປັນພາສາອັງກິດ|ชื่อ-สกุล (ภาษาอังกฤษ)|ชื่อภาษาอังกฤษ|အမည် (အင်္ဂလိပ်)"
    ),
    "email": (
        "ອີເມລ໌|Email ID"
    ),
    "disability_type": (
        "ປະເພດພິການ|မသန်စွမ်းမှုအမျိုးအစား|Uri ng Kapansanan"
    ),
    "village": (
        "หมู่ที่"
    ),
    "remarks": (
        "မွတ္ခ်က္|Puna"
    ),
}
