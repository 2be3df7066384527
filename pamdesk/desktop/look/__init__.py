"""How PamDesk looks: colours, type, sizes, icons, the nine states, and the two languages.

For authors of views
--------------------
- Colours come from `tokens()` inside a paint event, never from a constant kept across events: the theme may change
  while the window is open. Labels take a tone (`widgets.text.label(..., tone="t2")`) and follow by themselves.
- Sizes come from `metrics`, all on the 4-px grid; type from `fonts.font(Role.…)`.
- Icons are named by their symbol in `resources/icons.svg`: `icons.pixmap("user", tokens().t2, 18)`.
- A state is always drawn as icon + colour + word, from the one table in `states`.
- Every sentence a person reads goes through `self.tr("…")` or `QCoreApplication.translate("Context", "…")`, as one
  whole literal with named places filled afterwards: `self.tr("Unlock {vault}").format(vault=name)`; numbers through
  `self.tr("%n record(s)", "", count)`. `packaging/translate.py update` collects them into
  `resources/translations/pamdesk_ja.ts` (and the plural forms of `pamdesk_en.ts`), `packaging/translate.py fill`
  takes the Japanese from standard input, and `tests/gui/test_translations.py` fails while one is missing.
"""
