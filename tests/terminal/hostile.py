"""Texts that would like to speak to the terminal, each with something that the workbench would never send."""

from __future__ import annotations

from typing import Final

ESC, BEL = "\x1b", "\x07"

HOSTILE: Final = {
    "clipboard": f"before{ESC}]52;c;ZXZpbA=={BEL}after",
    "clipboard-c1": "before\x9d52;c;ZXZpbA==\x9cafter",
    "title": f"before{ESC}]0;owned{BEL}after{ESC}]2;owned{ESC}\\",
    "link": f"{ESC}]8;;http://evil.example{ESC}\\harmless{ESC}]8;;{ESC}\\",
    "colours": f"{ESC}[38;5;213;48;5;99mpink{ESC}[0m \x9b38;5;213mpink",
    "cursor": f"{ESC}[77;133Helsewhere{ESC}[2J{ESC}[3J{ESC}[s{ESC}[u{ESC}7{ESC}8",
    "modes": f"{ESC}[?1049l{ESC}[?25h{ESC}[?2004l{ESC}[4h{ESC}c{ESC}>{ESC}[!p",
    "report": f"{ESC}[6n{ESC}[c{ESC}[>c{ESC}[18t{ESC}[21t{ESC}P$qm{ESC}\\{ESC}Pq#0;2;0;0;0{ESC}\\{ESC}_Gi=1;AAAA{ESC}\\{ESC}^x{ESC}\\",
    "bells": f"{BEL}{BEL}\x08\x08\x08\x0b\x0c\x0e\x0f\x7f\x05\x00",
    "bidi": "pay \u202eeur 9\u202c and \u2066hidden\u2069 \u200e\u200f\u061c",
    "separators": "one\u2028two\u2029three\x85four",
    "overprint": "the truth\rthe lies ",
    "markup": "[/foo] [T]he court [red]x[/] [@click=app.quit]y[/] \\[b",
    "zero width": "sec\u200bret fam\u200dily 👩\u200d👩\u200d👧 e\u0301\u0301\u0301 \ufe0f",
    "unfinished": f"an order without an end {ESC}[38;5;213",
}
