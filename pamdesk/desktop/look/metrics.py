"""Sizes in device-independent pixels, on a 4-px grid."""

from typing import Final

GRID: Final = 4
PAGE_MARGIN: Final = 24
PANE_PADDING: Final = 20
CARD_PADDING: Final = 16
CARD_GAP: Final = 12
CONTROL_GAP: Final = 8
LABEL_GAP: Final = 4
FORM_ROW_GAP: Final = 12
SECTION_GAP: Final = 16

RADIUS: Final = 6
RADIUS_SMALL: Final = 4
RADIUS_OVERLAY: Final = 8
FOCUS_RING: Final = 2

TOP_BAR: Final = 48
SIDEBAR: Final = 224
SIDEBAR_ITEM: Final = 30
SEARCH: Final = 36
SEARCH_LARGE: Final = 48
CONTROL_SMALL: Final = 28
CONTROL: Final = 32
CONTROL_LARGE: Final = 40
CONTROL_HELP_DESK: Final = 52
TABLE_HEADER: Final = 28
TABLE_ROW: Final = 36
DETAILS: Final = 360
UNBOUNDED: Final = 16_777_215  # QWIDGETSIZE_MAX of Qt, which PySide6 does not name
NARROW: Final = 1000  # a page below it has no folders beside it, unless asked for
NARROW_LIST: Final = 760  # a list below it has no details beside it
NARROW_PAGE: Final = 940  # below it, what stands beside a form goes under it
DRAWER: Final = 36
TAB: Final = 36
CHIP: Final = 24
TOGGLE_WIDTH: Final = 32
TOGGLE_HEIGHT: Final = 18
CHECK_BOX: Final = 16
TILE: Final = 40
TILE_SMALL: Final = 32

ICON: Final = 20
ICON_ROW: Final = 18
ICON_SMALL: Final = 16

NODE_WIDTH: Final = 216
NODE_HEIGHT: Final = 92
NODE_GAP: Final = 101
NODE_ROW_GAP: Final = 68
EDGE_CLEARANCE: Final = 4
EDGE_RADIUS: Final = 8

SPIN_MS: Final = 1200
FRAME_MS: Final = 40
