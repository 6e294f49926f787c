"""All screens of the lessons on one page that opens from a folder, without a server or the internet."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, select_autoescape
from msgspec import Struct

PAGE = "index.html"


class Shot(Struct, frozen=True):
    """One picture: its file, whose screen it is, how the tablet was held; `faults` are what was found wrong there."""

    file: str
    lesson: str
    place: str
    condition: str
    faults: tuple[tuple[str, str], ...] = ()


_TEMPLATE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>ElderApp: every screen</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: #FFF8EC; color: #1C2331; }
header { position: sticky; top: 0; background: #F3E6CC; padding: 12px 20px; display: flex; gap: 16px; flex-wrap: wrap; }
label { display: flex; gap: 6px; align-items: center; }
select, input { font: inherit; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(320px, 1fr)); gap: 16px; padding: 20px; }
figure { margin: 0; background: #FFF; border: 2px solid #E6D6B6; border-radius: 12px; padding: 10px; }
figure.bad { border-color: #8C1717; }
img { width: 100%; height: auto; border-radius: 8px; }
ul { margin: 6px 0 0; padding-left: 20px; color: #8C1717; }
body.aged img { filter: url(#aged); }
body.grey img { filter: grayscale(1); }
[hidden] { display: none; }
</style></head><body>
<svg width="0" height="0" style="position: absolute" aria-hidden="true">
<filter id="aged" color-interpolation-filters="sRGB">
<feColorMatrix values="1 0 0 0 0  0 .9 0 0 0  0 0 .5 0 0  0 0 0 1 0"/></filter></svg>
<header><strong>{{ shots|length }} screens, {{ bad }} with violations</strong>
<label>Lesson <select id="lesson"><option value="">all</option>
{% for one in lessons %}<option>{{ one }}</option>{% endfor %}</select></label>
<label>Held <select id="held"><option value="">all</option>
{% for one in conditions %}<option>{{ one }}</option>{% endfor %}</select></label>
<label>Rule <select id="rule"><option value="">all</option>
{% for one in rules %}<option>{{ one }}</option>{% endfor %}</select></label>
<label><input type="checkbox" id="bad"> violations only</label>
<label>Seen by <select id="eye"><option value="">a young eye</option><option value="aged">an aged eye</option>
<option value="grey">in grey</option></select></label></header>
<main>{% for one in shots %}
<figure data-lesson="{{ one.lesson }}" data-held="{{ one.condition }}"
 data-rules="{% for rule, _ in one.faults %}{{ rule }} {% endfor %}"{% if one.faults %} class="bad"{% endif %}>
<a href="{{ one.file }}"><img loading="lazy" src="{{ one.file }}" alt="{{ one.lesson }} {{ one.place }}"></a>
<figcaption>{{ one.lesson }} · {{ one.place }} · {{ one.condition }}
{% if one.faults %}<ul>{% for rule, what in one.faults %}<li>✗ {{ rule }} {{ what }}</li>{% endfor %}</ul>{% endif %}
</figcaption></figure>{% endfor %}</main>
<script>
const at = id => document.getElementById(id);
function sift() {
  for (const one of document.querySelectorAll("figure")) {
    const rules = one.dataset.rules.trim().split(" ");
    one.hidden = (at("lesson").value && one.dataset.lesson !== at("lesson").value)
      || (at("held").value && one.dataset.held !== at("held").value)
      || (at("rule").value && !rules.includes(at("rule").value))
      || (at("bad").checked && !one.classList.contains("bad"));
  }
  document.body.className = at("eye").value;
}
for (const id of ["lesson", "held", "rule", "bad", "eye"]) at(id).addEventListener("change", sift);
</script></body></html>
"""


def page(shots: Sequence[Shot]) -> str:
    """The page as HTML; what is wrong stands first."""
    template = Environment(autoescape=select_autoescape(default=True, default_for_string=True)).from_string(_TEMPLATE)
    ordered = sorted(shots, key=lambda one: (not one.faults, one.lesson))
    return template.render(
        shots=ordered,
        bad=sum(bool(one.faults) for one in shots),
        lessons=sorted({one.lesson for one in shots}),
        conditions=sorted({one.condition for one in shots}),
        rules=sorted({rule for one in shots for rule, _ in one.faults}),
    )


def write(shots: Sequence[Shot], folder: Path) -> Path:
    """The page beside its pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / PAGE
    path.write_text(page(shots), encoding="utf-8")
    return path
