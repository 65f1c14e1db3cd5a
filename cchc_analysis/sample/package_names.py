"""Generic names of packages, as agencies write them: what is bought, the year, the number."""

from __future__ import annotations

_SUBJECTS = {
    "goods": (
        "Mua sắm thiết bị văn phòng",
        "Mua sắm máy vi tính và máy in",
        "Mua sắm trang thiết bị chuyên môn",
        "Mua sắm văn phòng phẩm và vật tư tiêu hao",
        "Mua sắm trang thiết bị phòng họp",
    ),
    "works": (
        "Thi công xây dựng, sửa chữa trụ sở làm việc",
        "Thi công nâng cấp, mở rộng đường giao thông",
        "Thi công cải tạo hệ thống thoát nước",
        "Thi công xây dựng, sửa chữa trường học",
        "Thi công lắp đặt hệ thống chiếu sáng",
    ),
    "consulting": (
        "Tư vấn lập báo cáo kinh tế - kỹ thuật",
        "Tư vấn thiết kế bản vẽ thi công và dự toán",
        "Tư vấn giám sát thi công xây dựng",
        "Tư vấn thẩm tra thiết kế và dự toán",
    ),
    "non_consulting": (
        "Dịch vụ vệ sinh trụ sở làm việc",
        "Dịch vụ bảo trì hệ thống công nghệ thông tin",
        "Dịch vụ chăm sóc cây xanh",
        "Bảo hiểm công trình xây dựng",
    ),
    "mixed": (
        "Thiết kế và thi công sửa chữa trụ sở làm việc",
        "Cung cấp, lắp đặt và bảo trì hệ thống công nghệ thông tin",
    ),
}


def package_name(field: str, draw: int, year: int, number: int) -> str:
    """Name a package by its field, year and number; `draw` picks the subject."""
    subjects = _SUBJECTS[field]
    return f"{subjects[draw % len(subjects)]} năm {year}, gói số {number}"
