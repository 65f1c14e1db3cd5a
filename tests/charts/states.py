"""What users' data are like: how many agencies, how long their names, which figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cchc_analysis.charts.index_axis import IndexScale
from cchc_analysis.texts import Language

LONG_AGENCY = (
    "Ban Quản lý Dự án đầu tư xây dựng các công trình giao thông và hạ tầng kỹ thuật đô thị thuộc Ủy ban nhân dân "
    "phường Bến Thành"
)
LONG_CRITERION = (
    "Tỷ lệ hồ sơ thủ tục hành chính thuộc thẩm quyền giải quyết của cơ quan, đơn vị, địa phương được giải quyết "
    "đúng hạn và trước hạn trong năm"
)
USUAL_COUNT = 22


@dataclass(frozen=True)
class State:
    """What a user's data is like; `missing_share` of all figures are not known."""

    name: str
    count: int
    language: Language = "vi"
    group: str = "department"
    is_long: bool = False
    missing_share: float = 0.0
    is_equal: bool = False
    move: float = 2.0
    years: tuple[int, ...] = (2017, 2018, 2019, 2020, 2021)
    focus_code: str = ""

    @property
    def codes(self) -> list[str]:
        return [f"A{number:03}" for number in range(1, self.count + 1)]

    @property
    def focus(self) -> str:
        return self.focus_code or self.codes[self.count // 2]

    @property
    def scale(self) -> IndexScale:
        return IndexScale(name="PAPI", top=None) if self.group == "province" else IndexScale()

    def agency(self, code: str) -> str:
        if self.is_long:
            return f"{LONG_AGENCY} {code}"
        return f"Tỉnh {code}" if self.group == "province" else f"Sở số {code}"

    def criterion(self, code: str) -> str:
        return f"{LONG_CRITERION} {code}" if self.is_long else f"Công tác cải cách {code}"

    def figures(self, *shape: int, low: float, high: float, seed: int = 1) -> np.ndarray:
        generator = np.random.default_rng(seed)
        drawn = np.full(shape, (low + high) / 2) if self.is_equal else generator.uniform(low, high, shape)
        return np.where(generator.uniform(size=shape) < self.missing_share, np.nan, drawn.round(2))

    def who(self, code: str) -> tuple[str, str, str]:
        return code, self.agency(code), self.group


STATES = (
    State("one", 1),
    State("group", USUAL_COUNT, "en"),
    State("provinces", 63, "en", group="province"),
    State("unmeasured_provinces", 63, group="province", missing_share=1.0),
    State("many", 400),
    State("long", USUAL_COUNT, is_long=True),
    State("missing", USUAL_COUNT, "en", missing_share=0.4),
    State("nothing", USUAL_COUNT, missing_share=1.0),
    State("equal", USUAL_COUNT, "en", is_equal=True),
    State("falling", USUAL_COUNT, move=-4.0),
    State("one_year", USUAL_COUNT, "en", years=(2020,)),
)
