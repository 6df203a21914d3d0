"""Makes the text of `bo-lon-gia-dinh`, the large made-up campaign: run it, and its csv files are written anew.

Everything here is invented: no province has this criteria set and no unit these names or codes. It needs nothing but
Python, uses no chance and no clock, and gives the same bytes in every run.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import cycle, product
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "bo-lon-gia-dinh"

# One line a criterion, two spaces a level. A leaf goes on with `| maximum kind | evidence`; the kinds are in SCORING.
TREE = """\
Công tác chỉ đạo, điều hành cải cách hành chính
  Kế hoạch cải cách hành chính
    Ban hành kế hoạch
      Thời hạn ban hành kế hoạch cải cách hành chính năm | 0.5 deadline | Kế hoạch cải cách hành chính năm
      Mức độ cụ thể của nhiệm vụ, sản phẩm và người chủ trì | 0.5 content | Phụ lục phân công nhiệm vụ kèm theo kế hoạch
      Lấy ý kiến các bộ phận trước khi ban hành | 0.25 done | Công văn lấy ý kiến và bản tổng hợp tiếp thu
    Thực hiện kế hoạch
      Tỷ lệ nhiệm vụ trong kế hoạch hoàn thành đúng hạn | 1.25 ratio | Báo cáo kết quả thực hiện kế hoạch năm
      Điều chỉnh, bổ sung kế hoạch khi có chỉ đạo mới | 0.5 three | Văn bản điều chỉnh kế hoạch
  Báo cáo định kỳ
    Báo cáo quý I, sáu tháng và chín tháng | 0.75 faults | Ba báo cáo định kỳ đã gửi cấp trên
    Báo cáo năm | 0.5 deadline | Báo cáo cải cách hành chính năm
    Báo cáo đột xuất theo yêu cầu | 0.25 done | Các báo cáo đột xuất và văn bản yêu cầu
    Số liệu báo cáo thống nhất với số liệu trên hệ thống | 0.5 faults | Bảng đối chiếu số liệu cuối kỳ
  Kiểm tra cải cách hành chính
    Ban hành kế hoạch tự kiểm tra | 0.25 done | Kế hoạch tự kiểm tra trong năm
    Tỷ lệ bộ phận, thôn, tổ dân phố được kiểm tra | 0.75 ratio | Các biên bản kiểm tra
    Xử lý các vấn đề phát hiện qua kiểm tra
      Kiến nghị qua tự kiểm tra đã xử lý | 0.5 ratio | Thông báo kết luận và văn bản khắc phục
      Kiến nghị của đoàn kiểm tra cấp trên đã xử lý | 0.75 ratio | Báo cáo khắc phục gửi đoàn kiểm tra
  Thông tin, tuyên truyền
    Kế hoạch tuyên truyền cải cách hành chính | 0.25 done | Kế hoạch tuyên truyền hoặc mục riêng trong kế hoạch năm
    Hình thức tuyên truyền
      Tin, bài trên trang thông tin điện tử | 0.5 three | Danh mục tin, bài kèm đường dẫn
      Phát thanh, tổ công nghệ số, hội nghị thôn, tổ dân phố | 0.5 content | Lịch phát, biên bản hội nghị, hình ảnh
  Sáng kiến và sự chỉ đạo của người đứng đầu
    Sáng kiến, giải pháp mới trong cải cách hành chính | 1 three | Quyết định công nhận sáng kiến
    Đối thoại của Chủ tịch với người dân, doanh nghiệp | 1 content | Kế hoạch, biên bản đối thoại và kết quả giải quyết
    Gắn kết quả cải cách hành chính với thi đua, khen thưởng | 0.5 done | Quy chế hoặc quyết định khen thưởng
  Nhiệm vụ Ủy ban nhân dân tỉnh giao
    Tỷ lệ nhiệm vụ được giao hoàn thành đúng hạn | 1 ratio | Bảng theo dõi nhiệm vụ trên hệ thống quản lý văn bản
Cải cách thể chế
  Văn bản quy phạm pháp luật của cấp xã
    Chương trình xây dựng nghị quyết, quyết định trong năm | 0.5 deadline | Chương trình công tác của Hội đồng nhân dân
    Trình tự, thủ tục ban hành văn bản | 1 faults | Hồ sơ xây dựng từng văn bản
    Gửi văn bản đến cơ quan kiểm tra đúng thời hạn | 0.5 deadline | Phiếu gửi văn bản
  Kiểm tra, rà soát văn bản
    Rà soát thường xuyên khi có văn bản mới của cấp trên | 0.75 done | Danh mục văn bản đã rà soát
    Công bố danh mục văn bản hết hiệu lực | 0.5 deadline | Quyết định công bố danh mục
    Xử lý văn bản sau rà soát
      Văn bản đã bãi bỏ hoặc thay thế theo kiến nghị | 0.5 ratio | Các văn bản bãi bỏ, thay thế
      Kiến nghị cơ quan cấp trên xử lý | 0.25 done | Công văn kiến nghị
  Theo dõi thi hành pháp luật
    Kế hoạch theo dõi tình hình thi hành pháp luật | 0.5 deadline | Kế hoạch theo dõi thi hành pháp luật năm
    Thu thập và xử lý thông tin về thi hành pháp luật | 0.75 content | Báo cáo tổng hợp thông tin, phản ánh
    Báo cáo kết quả theo dõi | 0.5 deadline | Báo cáo theo dõi thi hành pháp luật
  Phổ biến, giáo dục pháp luật
    Hội đồng hoặc tổ tuyên truyền viên pháp luật hoạt động | 0.5 three | Quyết định công nhận tuyên truyền viên
    Tủ sách, mục hỏi đáp pháp luật điện tử | 0.25 done | Đường dẫn chuyên mục và số lượt truy cập
    Hòa giải ở cơ sở
      Tỷ lệ vụ việc hòa giải thành | 1 ratio | Sổ theo dõi hòa giải ở cơ sở
      Bồi dưỡng kỹ năng cho hòa giải viên | 0.5 three | Kế hoạch, danh sách lớp bồi dưỡng
  Tiếp cận pháp luật
    Xã, phường, đặc khu đạt chuẩn tiếp cận pháp luật | 1 done | Quyết định công nhận đạt chuẩn
Cải cách thủ tục hành chính
  Kiểm soát thủ tục hành chính
    Kế hoạch kiểm soát thủ tục hành chính | 0.5 deadline | Kế hoạch kiểm soát thủ tục hành chính năm
    Rà soát, đề xuất đơn giản hóa thủ tục | 0.75 content | Báo cáo rà soát và phương án đơn giản hóa
    Xử lý phản ánh, kiến nghị về quy định hành chính
      Phản ánh, kiến nghị được trả lời đúng hạn | 0.75 ratio | Thống kê trên hệ thống tiếp nhận phản ánh
      Đăng công khai kết quả trả lời | 0.25 done | Đường dẫn nội dung trả lời
  Công khai thủ tục hành chính
    Niêm yết tại nơi tiếp nhận
      Đủ danh mục thủ tục thuộc thẩm quyền | 0.5 faults | Ảnh bảng niêm yết, danh mục thủ tục
      Mã QR tra cứu thủ tục còn dùng được | 0.25 done | Ảnh mã QR và ngày kiểm tra
    Đăng trên trang thông tin điện tử | 0.5 faults | Đường dẫn chuyên mục thủ tục hành chính
    Cập nhật thủ tục mới, sửa đổi, bãi bỏ trong 05 ngày làm việc | 0.5 deadline | Nhật ký cập nhật
  Cơ chế một cửa, một cửa liên thông
    Trung tâm Phục vụ hành chính công
      Diện tích, trang thiết bị theo quy định | 0.75 content | Biên bản kiểm kê trang thiết bị
      Bố trí người làm việc đủ lĩnh vực | 0.75 content | Quyết định cử người làm việc tại trung tâm
      Quy chế hoạt động | 0.25 done | Quyết định ban hành quy chế
      Đồng phục, thẻ tên, lịch trực | 0.25 faults | Ảnh chụp, lịch trực hằng tháng
    Tiếp nhận hồ sơ
      Tỷ lệ thủ tục được tiếp nhận tại một cửa | 1 ratio | Danh mục thủ tục tiếp nhận tại một cửa
      Hồ sơ được nhập vào hệ thống thông tin giải quyết thủ tục | 1 ratio | Thống kê hồ sơ trên hệ thống
      Phiếu tiếp nhận, phiếu kiểm soát đủ thông tin | 0.5 faults | Mười hồ sơ chọn ngẫu nhiên
    Thủ tục liên thông
      Nhóm thủ tục đăng ký khai sinh, thường trú, thẻ bảo hiểm y tế | 0.75 ratio | Thống kê hồ sơ liên thông khai sinh
      Nhóm thủ tục đăng ký khai tử, xóa thường trú, mai táng phí | 0.75 ratio | Thống kê hồ sơ liên thông khai tử
  Kết quả giải quyết thủ tục hành chính
    Hồ sơ giải quyết đúng hạn và trước hạn
      Lĩnh vực tư pháp, hộ tịch, chứng thực | 1.25 ratio | Thống kê hồ sơ lĩnh vực tư pháp
      Lĩnh vực đất đai, xây dựng, môi trường | 1.25 ratio | Thống kê hồ sơ lĩnh vực đất đai
      Lĩnh vực bảo trợ xã hội, người có công | 1 ratio | Thống kê hồ sơ lĩnh vực bảo trợ xã hội
      Các lĩnh vực còn lại | 0.75 ratio | Thống kê hồ sơ các lĩnh vực khác
    Xin lỗi bằng văn bản khi trễ hẹn | 0.5 ratio | Danh sách hồ sơ trễ và thư xin lỗi
    Công khai tiến độ giải quyết hồ sơ | 0.25 done | Đường dẫn trang công khai tiến độ
  Đánh giá chất lượng phục vụ
    Đánh giá của người dân trên hệ thống | 1 ratio | Kết quả đánh giá trích từ hệ thống
    Khảo sát hài lòng tại nơi tiếp nhận | 0.75 content | Phiếu khảo sát và bảng tổng hợp
    Tiếp thu, khắc phục sau đánh giá | 0.5 content | Thông báo khắc phục
  Thái độ, kỷ luật phục vụ
    Đơn thư phản ánh đúng về thái độ phục vụ | 0.5 faults | Sổ theo dõi đơn thư, kết luận xác minh
    Công khai số điện thoại đường dây nóng | 0.25 done | Ảnh niêm yết số điện thoại
Cải cách tổ chức bộ máy hành chính
  Sắp xếp tổ chức
    Quy định chức năng, nhiệm vụ của các phòng, trung tâm | 0.75 done | Quyết định quy định chức năng, nhiệm vụ
    Quy chế làm việc của Ủy ban nhân dân | 0.5 deadline | Quyết định ban hành quy chế làm việc
    Phân công nhiệm vụ Chủ tịch, các Phó Chủ tịch | 0.5 done | Thông báo phân công nhiệm vụ
    Sắp xếp thôn, tổ dân phố | 0.75 ratio | Đề án, nghị quyết sắp xếp
  Sử dụng biên chế
    Biên chế sử dụng trong số được giao | 1 done | Báo cáo biên chế có mặt đến 31/12
    Người hoạt động không chuyên trách đúng số lượng | 0.5 done | Danh sách người hoạt động không chuyên trách
    Hợp đồng lao động đúng đối tượng | 0.5 faults | Danh sách hợp đồng lao động
  Phân cấp, ủy quyền
    Thực hiện nhiệm vụ được phân cấp
      Danh mục nhiệm vụ phân cấp đã tiếp nhận | 0.5 done | Danh mục nhiệm vụ và biên bản tiếp nhận
      Kết quả thực hiện nhiệm vụ phân cấp | 1 ratio | Báo cáo thực hiện nhiệm vụ phân cấp
    Ủy quyền giải quyết thủ tục hành chính
      Quyết định ủy quyền đúng quy định | 0.5 faults | Các quyết định ủy quyền
      Tỷ lệ hồ sơ giải quyết theo ủy quyền | 0.5 ratio | Thống kê hồ sơ giải quyết theo ủy quyền
  Dân chủ ở cơ sở
    Nội dung công khai để Nhân dân biết | 1 content | Danh mục nội dung và hình thức công khai
    Nội dung Nhân dân bàn, quyết định | 0.5 content | Biên bản họp cộng đồng dân cư
    Ban Thanh tra nhân dân
      Chương trình công tác năm | 0.25 done | Chương trình công tác của Ban Thanh tra nhân dân
      Kết quả giám sát | 0.5 three | Báo cáo giám sát
    Ban Giám sát đầu tư của cộng đồng
      Số công trình được giám sát | 0.5 ratio | Danh mục công trình và biên bản giám sát
      Kiến nghị được chủ đầu tư trả lời | 0.5 ratio | Văn bản trả lời của chủ đầu tư
  Phối hợp công tác
    Quy chế phối hợp với Ủy ban Mặt trận Tổ quốc và các đoàn thể | 0.75 done | Quy chế phối hợp và biên bản sơ kết
Cải cách chế độ công vụ
  Đội ngũ cán bộ, công chức
    Tỷ lệ công chức đạt chuẩn trình độ chuyên môn | 1 ratio | Danh sách trích ngang công chức
    Bố trí theo vị trí việc làm | 1 ratio | Quyết định phê duyệt và bố trí vị trí việc làm
    Cập nhật cơ sở dữ liệu cán bộ, công chức, viên chức | 0.75 ratio | Kết quả đồng bộ dữ liệu
  Đào tạo, bồi dưỡng
    Kế hoạch bồi dưỡng | 0.25 done | Kế hoạch bồi dưỡng năm
    Tỷ lệ công chức được bồi dưỡng kỹ năng số | 0.75 ratio | Danh sách, chứng nhận bồi dưỡng kỹ năng số
    Tỷ lệ người hoạt động không chuyên trách được bồi dưỡng | 0.5 ratio | Danh sách lớp bồi dưỡng ở thôn, tổ dân phố
  Đánh giá, xếp loại
    Tiêu chí đánh giá gắn với kết quả công việc | 0.5 done | Quy định tiêu chí đánh giá nội bộ
    Hoàn thành đánh giá, xếp loại đúng thời hạn | 0.5 deadline | Quyết định phê duyệt kết quả xếp loại
    Kết quả xếp loại
      Không có người xếp loại không hoàn thành nhiệm vụ | 1 done | Bảng tổng hợp xếp loại chất lượng
      Tỷ lệ xuất sắc không vượt mức quy định | 0.5 done | Bảng tính tỷ lệ xếp loại xuất sắc
  Kỷ luật, kỷ cương hành chính
    Kế hoạch kiểm tra công vụ | 0.5 deadline | Kế hoạch kiểm tra công vụ
    Không có người bị kỷ luật trong năm
      Cán bộ lãnh đạo, quản lý | 1 faults | Báo cáo kết quả xử lý kỷ luật lãnh đạo
      Công chức và người lao động | 1 faults | Báo cáo kết quả xử lý kỷ luật công chức
    Chấp hành giờ làm việc | 0.5 faults | Bảng chấm công, biên bản kiểm tra đột xuất
  Chế độ, chính sách
    Nâng lương, phụ cấp đúng thời hạn | 0.5 deadline | Các quyết định nâng lương
    Bảo hiểm xã hội, bảo hiểm y tế của người lao động | 0.5 faults | Thông báo kết quả đóng bảo hiểm
    Chính sách với người nghỉ do sắp xếp bộ máy | 0.75 ratio | Danh sách và quyết định chi trả
  Văn hóa công sở
    Quy tắc ứng xử được niêm yết và thực hiện | 0.5 content | Quyết định ban hành quy tắc ứng xử
Cải cách tài chính công
  Dự toán, quyết toán ngân sách
    Lập và giao dự toán đúng thời hạn | 0.5 deadline | Nghị quyết, quyết định giao dự toán
    Tỷ lệ thu ngân sách trên địa bàn so với dự toán | 0.75 ratio | Báo cáo thu ngân sách có xác nhận của Kho bạc
    Tỷ lệ giải ngân vốn đầu tư công | 1.25 ratio | Báo cáo giải ngân có xác nhận của Kho bạc
    Quyết toán được phê chuẩn đúng thời hạn | 0.5 deadline | Nghị quyết phê chuẩn quyết toán
  Công khai tài chính
    Công khai dự toán | 0.5 deadline | Quyết định công khai dự toán
    Công khai quyết toán | 0.5 deadline | Quyết định công khai quyết toán
    Công khai khoản đóng góp của Nhân dân | 0.5 faults | Biên bản công khai tại thôn, tổ dân phố
  Cơ chế tự chủ
    Quy chế chi tiêu nội bộ | 0.5 done | Quy chế chi tiêu nội bộ
    Kinh phí tiết kiệm được | 0.5 three | Bảng phân phối kinh phí tiết kiệm
    Đơn vị sự nghiệp trực thuộc được giao tự chủ | 0.5 ratio | Quyết định giao quyền tự chủ tài chính
  Quản lý tài sản công
    Quy chế quản lý, sử dụng tài sản công | 0.5 done | Quy chế quản lý, sử dụng tài sản công
    Kê khai, cập nhật tài sản trên cơ sở dữ liệu | 0.75 ratio | Báo cáo kê khai tài sản công
    Xử lý trụ sở dôi dư sau sắp xếp | 0.75 ratio | Phương án và quyết định xử lý nhà, đất
  Kiểm toán, thanh tra tài chính
    Thực hiện kết luận của thanh tra, kiểm toán | 1 ratio | Báo cáo thực hiện kết luận
Xây dựng chính quyền điện tử, chính quyền số
  Chỉ đạo chuyển đổi số
    Kế hoạch chuyển đổi số | 0.5 deadline | Kế hoạch chuyển đổi số năm
    Ban chỉ đạo và tổ công nghệ số cộng đồng hoạt động | 0.5 content | Quyết định kiện toàn, biên bản họp
    Người đứng đầu trực tiếp chỉ đạo chuyển đổi số | 0.25 done | Quyết định kiện toàn Ban chỉ đạo
  Hạ tầng và an toàn thông tin
    Mạng nội bộ, máy tính cho công chức | 0.5 ratio | Bảng kê máy tính và đường truyền
    Phòng họp trực tuyến | 0.25 done | Nhật ký các cuộc họp trực tuyến
    Hồ sơ đề xuất cấp độ an toàn hệ thống thông tin | 0.75 ratio | Quyết định phê duyệt cấp độ
    Phần mềm phòng, chống mã độc | 0.5 ratio | Báo cáo máy trạm đã cài đặt
  Xử lý văn bản điện tử
    Văn bản đi được ký số của lãnh đạo và cơ quan | 1 ratio | Thống kê văn bản ký số
    Hồ sơ công việc được lập trên môi trường mạng | 0.75 ratio | Thống kê hồ sơ công việc điện tử
    Báo cáo trên hệ thống thông tin báo cáo | 0.5 ratio | Thống kê báo cáo đúng hạn trên hệ thống
  Dịch vụ công trực tuyến
    Hồ sơ trực tuyến
      Tỷ lệ hồ sơ trực tuyến toàn trình | 1.25 ratio | Thống kê hồ sơ trực tuyến toàn trình
      Tỷ lệ hồ sơ trực tuyến một phần | 0.75 ratio | Thống kê hồ sơ trực tuyến một phần
      Tỷ lệ dịch vụ công có phát sinh hồ sơ | 0.5 ratio | Danh mục dịch vụ công có phát sinh hồ sơ
    Thanh toán trực tuyến
      Tỷ lệ thủ tục có phát sinh thanh toán trực tuyến | 0.5 ratio | Thống kê thủ tục có thanh toán trực tuyến
      Tỷ lệ hồ sơ thanh toán trực tuyến | 0.75 ratio | Thống kê hồ sơ thanh toán trực tuyến
  Số hóa hồ sơ
    Số hóa khi tiếp nhận | 1 ratio | Thống kê hồ sơ số hóa thành phần
    Cấp kết quả điện tử | 1 ratio | Thống kê kết quả điện tử
    Khai thác, tái sử dụng dữ liệu đã số hóa | 0.5 ratio | Thống kê số lượt tái sử dụng dữ liệu
  Trang thông tin điện tử
    Đủ chuyên mục theo quy định | 0.5 content | Danh mục chuyên mục kèm đường dẫn
    Cập nhật tin, bài thường xuyên | 0.5 three | Thống kê tin, bài theo tháng
    Trả lời câu hỏi của công dân | 0.5 ratio | Danh sách câu hỏi và thời gian trả lời
  Bưu chính công ích
    Tỷ lệ hồ sơ nhận, trả qua bưu chính công ích | 0.75 ratio | Bảng kê của đơn vị bưu chính
Tác động của cải cách hành chính (điều tra xã hội học)
  Ý kiến người dân, tổ chức
    Tiếp cận dịch vụ | 2 survey | Phiếu điều tra, câu 1 đến câu 4
    Thủ tục hành chính | 2 survey | Phiếu điều tra, câu 5 đến câu 9
    Người trực tiếp giải quyết công việc | 2 survey | Phiếu điều tra, câu 10 đến câu 14
    Kết quả dịch vụ | 2 survey | Phiếu điều tra, câu 15 đến câu 18
    Tiếp nhận, giải quyết góp ý, phản ánh | 2 survey | Phiếu điều tra, câu 19 đến câu 22
  Ý kiến đại biểu Hội đồng nhân dân
    Chất lượng chỉ đạo, điều hành | 1.5 survey | Phiếu điều tra đại biểu, phần A
    Chất lượng đội ngũ công chức | 1 survey | Phiếu điều tra đại biểu, phần B
  Ý kiến doanh nghiệp, hộ kinh doanh
    Mức độ thuận lợi khi làm thủ tục | 1.5 survey | Phiếu điều tra doanh nghiệp, phần 1
    Chi phí không chính thức | 1 survey | Phiếu điều tra doanh nghiệp, phần 2
Điểm thưởng
  Mô hình mới được cấp tỉnh công nhận và nhân rộng | 1 bonus | Quyết định công nhận mô hình
  Vượt chỉ tiêu dịch vụ công trực tuyến từ 10 điểm phần trăm | 1 bonus | Thống kê hồ sơ trực tuyến cả năm
  Được Chính phủ hoặc Bộ khen về cải cách hành chính | 1 bonus | Bằng khen, quyết định khen thưởng
Điểm phạt
  Gửi báo cáo tự chấm không đúng thể thức | 0.5 penalty | Thông báo của cơ quan tổng hợp
  Để xảy ra khiếu nại đông người do giải quyết thủ tục | 1 penalty | Kết luận giải quyết khiếu nại
  Số liệu tự chấm sai lệch lớn so với kiểm tra thực tế | 1.5 penalty | Biên bản kiểm tra thực tế
"""

# Per kind: how a leaf is scored (some phrasings, taken in turn), whether the grain is a step, or levels of the maximum.
SCORING: dict[str, tuple[str, ...]] = {
    "deadline": (
        "Đúng thời hạn: {maximum} điểm; chậm đến 10 ngày: {half} điểm; chậm hơn hoặc không có: 0 điểm.",
        "Đúng hạn, đủ nội dung: {maximum} điểm; đúng hạn, thiếu nội dung: {half} điểm; quá hạn: 0 điểm.",
    ),
    "done": (
        "Có thực hiện và có tài liệu chứng minh: {maximum} điểm; không: 0 điểm.",
        "Đáp ứng đầy đủ: {maximum} điểm; chưa đáp ứng: 0 điểm.",
    ),
    "three": (
        "Tốt: {maximum} điểm; đạt yêu cầu: {half} điểm; không đạt: 0 điểm.",
        "Từ hai kết quả trở lên: {maximum} điểm; một kết quả: {half} điểm; không có: 0 điểm.",
    ),
    "content": (
        "Đủ các nội dung: {maximum} điểm; mỗi nội dung còn thiếu trừ 0,25 điểm.",
        "Điểm tối đa {maximum}; thiếu hoặc sơ sài một nội dung trừ 0,25 điểm, trừ đến hết.",
    ),
    "faults": (
        "Không có trường hợp sai sót: {maximum} điểm; mỗi trường hợp trừ 0,25 điểm, trừ đến hết.",
        "Không vi phạm: {maximum} điểm; cứ một vi phạm trừ 0,25 điểm.",
    ),
    "ratio": (
        "Điểm = tỷ lệ đạt được × {maximum}; dưới 50 %: 0 điểm.",
        "Đạt 100 %: {maximum} điểm; từ 70 % đến dưới 100 %: tỷ lệ × {maximum}; dưới 70 %: 0 điểm.",
        "Tính theo công thức: (số đạt / tổng số) × {maximum}, lấy hai chữ số thập phân.",
    ),
    "survey": ("Theo kết quả điều tra xã hội học, thang {maximum} điểm; đơn vị không tự chấm.",),
    "bonus": ("Cộng {maximum} điểm khi có quyết định công nhận; không cộng quá mức tối đa.",),
    "penalty": ("Trừ {half} điểm mỗi lần, tổng cộng không quá {maximum} điểm; nhập số âm.",),
}
QUARTERS = {"content", "faults"}
LEVELS = {"deadline": (0, 1, 2), "three": (0, 1, 2), "done": (0, 2), "bonus": (0, 2)}  # halves of the maximum

# Who answers for what, in every unit alike; a code with others below it means all of them.
ROLES = (
    ("Chủ tịch Ủy ban nhân dân", "1.5; 1.6; 4.1.3", "Trực tiếp chỉ đạo"),
    (
        "Văn phòng HĐND và UBND – công tác tổng hợp",
        "1.1; 1.2; 1.3; 4.1.2; 4.5; 9; 10",
        "Đầu mối tổng hợp hồ sơ tự chấm",
    ),
    ("Văn phòng HĐND và UBND – công chức Tư pháp", "2.1; 2.2; 2.3; 2.5", ""),
    ("Văn phòng HĐND và UBND – Văn thư, lưu trữ", "7.3; 7.5.3", ""),
    ("Trung tâm Phục vụ hành chính công", "3.1; 3.2; 3.3; 3.4; 3.5; 3.6; 7.4; 7.5; 7.7", ""),
    ("Phòng Kinh tế – công chức Tài chính, kế toán", "6.1; 6.2; 6.3; 6.5", ""),
    ("Phòng Kinh tế – công chức Đất đai, xây dựng", "3.4.1.2; 6.4", "Phối hợp số liệu hồ sơ đất đai"),
    ("Phòng Văn hóa – Xã hội – công chức Nội vụ", "4.1.1; 4.1.4; 4.2; 4.3; 5.1; 5.2; 5.3; 5.4; 5.5; 5.6", ""),
    ("Phòng Văn hóa – Xã hội – công chức Văn hóa, thông tin", "1.4; 7.1; 7.6", ""),
    ("Phòng Văn hóa – Xã hội – phụ trách bảo trợ xã hội", "3.4.1.3", "Phối hợp số liệu hồ sơ bảo trợ xã hội"),
    ("Tổ Công nghệ thông tin", "7.2", ""),
    ("Công an xã, phường, đặc khu", "3.3.3", "Phối hợp nhóm thủ tục liên thông"),
    ("Ban Thanh tra nhân dân", "4.4.3", ""),
    ("Ban Giám sát đầu tư của cộng đồng", "4.4.4", ""),
    ("Ủy ban Mặt trận Tổ quốc", "2.4; 4.4.1; 4.4.2", ""),
)

FIRST = ("An", "Bình", "Cẩm", "Đại", "Đông", "Đồng", "Giang", "Hòa", "Hồng", "Hưng", "Khánh", "Lộc", "Minh", "Mỹ",
         "Nam", "Nghĩa", "Ngọc", "Phú", "Phước", "Quảng", "Sơn", "Tân", "Thạch", "Thanh", "Thuận", "Tiên", "Trung",
         "Vạn", "Vĩnh", "Xuân", "Yên")  # fmt: skip
SECOND = ("Châu", "Khê", "Lâm", "Thượng", "Mai", "Hải", "Hiệp", "Trạch", "Bằng", "Lĩnh", "Viên")
GROUPS = (("Xã", "xa", 126), ("Phường", "phuong", 36), ("Đặc khu", "dackhu", 2))
CONTACTS = (
    "Chánh Văn phòng HĐND và UBND",
    "Phó Chánh Văn phòng HĐND và UBND",
    "Chuyên viên Văn phòng HĐND và UBND",
    "Công chức phụ trách cải cách hành chính",
)

SETTINGS = (
    ("id", "bo-lon-gia-dinh"),
    ("name", "Chấm điểm Chỉ số cải cách hành chính cấp xã năm 2025 (bộ lớn giả định)"),
    ("year", "2025"),
    ("superior", "UBND tỉnh Giả Định"),
    ("level", "province"),
    ("decision", "Bộ tiêu chí giả định, không do cơ quan nào ban hành"),
    ("deadline", "2026-01-15 17:00"),
    ("decimals", "2"),
    ("ranking", "dense"),
    ("not_applicable", "denominator"),
    ("sign_off", "TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH"),
    (
        "notice",
        "BỘ LỚN GIẢ ĐỊNH: bộ tiêu chí, điểm tối đa, 164 đơn vị, mã, thư điện tử, bảng phân công và các mức xếp loại "
        "đều do chúng tôi đặt ra để thử và để xem mẫu, không phải của tỉnh nào. Không dùng để chấm điểm thật.",
    ),
)
BANDS = (("Xuất sắc", "90"), ("Tốt", "80"), ("Khá", "70"), ("Trung bình", "55"), ("Yếu", "0"))


@dataclass
class Node:
    """A criterion of the tree; only a leaf has a kind and evidence. Points are exact."""

    code: str
    name: str
    points: Fraction = Fraction(0)
    kind: str = ""
    evidence: str = ""
    below: list[Node] = field(default_factory=list)

    @property
    def maximum(self) -> Fraction:
        """Its own points, or the sum of those below it."""
        return sum((child.maximum for child in self.below), self.points)

    def walk(self) -> Iterator[Node]:
        """Yield it and all below it, as they are written."""
        yield self
        for child in self.below:
            yield from child.walk()


def areas() -> list[Node]:
    """Return the areas of TREE with everything below them, numbered."""
    path = [Node("", "")]
    for line in TREE.splitlines():
        depth = (len(line) - len(line.lstrip(" "))) // 2
        name, *leaf = (part.strip() for part in line.split("|"))
        del path[depth + 1 :]
        parent = path[depth]
        node = Node(f"{parent.code}.{len(parent.below) + 1}".lstrip("."), name)
        if leaf:
            points, node.kind = leaf[0].split()
            node.points, node.evidence = Fraction(points), leaf[1]
        parent.below.append(node)
        path.append(node)
    return path[0].below


def criteria() -> Iterator[tuple[str, ...]]:
    """Yield the rows of criteria.csv."""
    phrases = {kind: cycle(texts) for kind, texts in SCORING.items()}
    for area in areas():
        kinds = {node.kind for node in area.walk() if node.kind}
        source = next(iter(kinds)) if kinds <= {"survey", "bonus", "penalty"} else "self"
        for node in area.walk():
            if not node.kind:
                yield node.code, node.name, _plain(node.maximum), source, "", "", "", ""
                continue
            halves = [node.maximum * half / 2 for half in LEVELS.get(node.kind, ())]
            scoring = next(phrases[node.kind]).format(maximum=_comma(node.maximum), half=_comma(node.maximum / 2))
            step = "0.25" if node.kind in QUARTERS else ""
            allowed = "; ".join(_plain(half) for half in halves)
            yield node.code, node.name, _plain(node.maximum), source, step, allowed, scoring, node.evidence


def units() -> Iterator[tuple[str, ...]]:
    """Yield the rows of units.csv."""
    # Every seventh pair: names that stand beside each other then do not all begin alike.
    pairs = list(product(FIRST, SECOND))
    names = [" ".join(pairs[place * 7 % len(pairs)]) for place in range(sum(count for _, _, count in GROUPS))]
    number = 0
    for group, short, count in GROUPS:
        for _ in range(count):
            code = str(90001 + number)
            contact = CONTACTS[number % len(CONTACTS)]
            yield code, f"{group} {names[number]}", group, f"{short}{code}@vidu.example", contact
            number += 1


def assignments() -> Iterator[tuple[str, ...]]:
    """Yield the rows of assignments.csv: no unit named, so they hold for every unit."""
    for assignee, codes, remark in ROLES:
        yield "", assignee, codes, remark


def texts() -> dict[str, str]:
    """Return the text of each file."""
    return {
        "settings.csv": _csv(("setting", "value"), SETTINGS),
        "criteria.csv": _csv(
            ("criterion", "name", "maximum", "source", "step", "allowed", "scoring", "evidence"), list(criteria())
        ),
        "units.csv": _csv(("code", "name", "group", "email", "contact"), list(units())),
        "assignments.csv": _csv(("unit", "assignee", "criteria", "remark"), list(assignments())),
        "bands.csv": _csv(("name", "from"), BANDS),
    }


def _csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()


def _plain(points: Fraction) -> str:
    return f"{float(points):.4f}".rstrip("0").rstrip(".")


def _comma(points: Fraction) -> str:
    return _plain(points).replace(".", ",")


def main() -> None:
    """Write the files."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
