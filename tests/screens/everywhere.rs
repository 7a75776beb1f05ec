//! Every pane, prompt, box and layout at five sizes, in two themes, left to right and right to left:
//! text and styles; and no row is wider than its screen, no wide character cut.

use std::{collections::BTreeMap, fmt::Write as _};

use crate::desk::{Screen, themed};

const SIZES: &[(u16, u16)] = &[(40, 12), (60, 20), (80, 24), (120, 40), (200, 50)];

/// What is on the screen, and the keys that lead there; what begins with `=` is typed.
const SCENES: &[(&str, &[&str])] = &[
    ("list", &["1", "=port", "Enter", "j x j * j p k"]),
    ("text", &["Enter ]"]),
    ("text-unfolded", &["Enter z j j"]),
    ("source", &["s s"]),
    ("reasons", &["r"]),
    ("layout-1", &["w"]),
    ("layout-2", &["w w"]),
    ("layout-3", &["w w w"]),
    ("filtered", &["x", "\\", "=is:new", "Enter x"]),
    ("search-text", &["Enter /", "=velmora", "Enter n"]),
    ("query", &["/", "=velmora or"]),
    ("query-error", &["/", "=is:nwe"]),
    ("completions", &["/", "=is:d", "Tab"]),
    ("slot-prompt", &["2", "=harb"]),
    ("tag-prompt", &["1", "=harbour", "Enter t", "=ha"]),
    ("note", &["a", "=call back"]),
    ("noted", &["a", "=call back", "Enter"]),
    ("pipe", &["|", "=wc -w"]),
    ("names", &["e j"]),
    ("names-merge", &["e m"]),
    ("names-rename", &["e r"]),
    ("mark-name", &["Enter v"]),
    ("links", &["o"]),
    ("views", &["f"]),
    ("past", &["x", "*", "u U"]),
    ("palette", &[":", "=sort"]),
    ("prefix", &["g"]),
    ("help", &["?", "=tag"]),
    ("export", &["E"]),
    ("export-file", &["E f c"]),
    ("marked", &["v v V"]),
    ("confirm", &["A x"]),
    ("trouble", &["K G n"]),
];

const SHORT: &[(&str, &str)] = &[
    ("s/1.txt", "One ship came"),
    ("s/2.txt", "Two ships came"),
    ("s/3.txt", "Three ships came"),
    ("s/4.txt", "Four ships came"),
    ("s/5.txt", "Five ships came"),
    ("s/6.txt", "Six ships came"),
    ("s/7.txt", "Seven ships came"),
    ("s/8.txt", "Eight ships came"),
];

const LEFT_TO_RIGHT: &[(&str, &str)] = &[
    (
        "a/harbour.md",
        "---\ntitle: Harbour strike enters third day\nsource: Coastwire\ndate: 2031-04-13\nurl: https://coastwire.example/strike/3\n---\n\nPORTO VERANO - Dockers in Porto Verano stopped work for a third day on Wednesday, the harbour workers' union said.\n\nOskar Lindqvar, who leads the union, told reporters that \"no ship will be unloaded before the owners of the Meridian Shipping Company come to the table\".\n\n\"No ship will be unloaded before the owners of the Meridian Shipping Company come to the table.\"\n\nLindqvar will meet the owners in Velmora on Friday. The strike has cost 2.5 million euros so far, see https://union.example/figures for all figures.\n\nThe owners said nothing. In Velmora, President Ilsa Brandtner asked both sides to talk.\n",
    ),
    (
        "a/wide.txt",
        "港の記録 🚢 harbour log\n港は三日間閉鎖された。船は沖で待っている。 The harbour 🚢 was closed; ships waited off the coast of Velmora.\n",
    ),
];

const RIGHT_TO_LEFT: &[(&str, &str)] = &[
    (
        "a/port.md",
        "---\ntitle: إضراب الميناء يدخل يومه الثالث\nsource: وكالة الساحل\ndate: 2031-04-13\nurl: https://coastwire.example/strike/3\n---\n\nقال المتحدث باسم الحكومة إن الميناء مغلق منذ ثلاثة أيام. ولا يعرف أحد متى يفتح من جديد، كما ذكرت Meridian Shipping Company في بيان.\n\nوقالت النقابة إن 250 سفينة تنتظر أمام الساحل. وأضافت أن المحادثات تبدأ يوم الجمعة في فيلمورا https://union.example/figures.\n",
    ),
    (
        "a/city.txt",
        "ראש העיר נפגש עם השובתים\nראש העיר נפגש ביום שלישי עם נציגי השובתים בנמל. \"אנחנו רוצים פתרון\", אמר הדובר. המשא ומתן יימשך מחר ב-10:30 במשרדי Velmora.\n",
    ),
];

const DIRECTIONS: &[(&str, &[(&str, &str)])] = &[("ltr", LEFT_TO_RIGHT), ("rtl", RIGHT_TO_LEFT)];

fn played(
    steps: &[&str],
    (width, height): (u16, u16),
    first: &[(&str, &str)],
    theme: &str,
) -> Screen {
    let articles: Vec<(&str, &str)> = first.iter().chain(SHORT).copied().collect();
    let mut screen = themed(width, height, &articles, theme);
    for step in steps {
        match step.strip_prefix('=') {
            Some(typed) => screen.type_text(typed),
            None => screen.press(step),
        };
    }
    screen
}

fn rows_and_styles(screen: &Screen) -> String {
    let snapshot = screen.snapshot();
    let rows = snapshot.lines().take_while(|line| line.starts_with('|'));
    rows.flat_map(|row| [row, "\n"]).collect::<String>() + &styles(screen)
}

/// Each style with its runs (`row:column+length`), so that a line of a difference tells one.
fn styles(screen: &Screen) -> String {
    let snapshot = screen.snapshot();
    let mut runs = BTreeMap::<&str, Vec<&str>>::new();
    for line in snapshot.lines().filter(|line| !line.starts_with('|')) {
        if let Some((run, style)) = line.split_once(' ') {
            runs.entry(style).or_default().push(run);
        }
    }
    runs.iter()
        .fold(String::new(), |all, (style, runs)| all + style + ": " + &runs.join(" ") + "\n")
}

#[track_caller]
fn assert_fits(screen: &Screen, name: &str) {
    let buffer = screen.buffer();
    let width = usize::from(buffer.area.width);
    for row in buffer.content.chunks(width) {
        let mut x = 0;
        while let Some(cell) = row.get(x) {
            x += copydesk::text::width::columns(cell.symbol()).max(1);
            assert!(x <= width, "{name} at {width}: {:?} is cut", cell.symbol());
        }
    }
}

#[test]
fn all_that_can_be_on_the_screen() {
    for (direction, articles) in DIRECTIONS {
        for (scene, steps) in SCENES {
            let mut all = String::new();
            for &(width, height) in SIZES {
                let screen = played(steps, (width, height), articles, "terminal");
                assert_fits(&screen, scene);
                let _ = write!(all, "== {width}x{height}, terminal\n{}", rows_and_styles(&screen));
                let screen = played(steps, (width, height), articles, "light");
                let _ = write!(all, "== {width}x{height}, light\n{}", styles(&screen));
            }
            insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!(format!("all-{scene}-{direction}"), all);
            });
        }
    }
}

#[test]
fn nothing_is_cut_at_any_width() {
    for (_, articles) in DIRECTIONS {
        for (scene, steps) in SCENES {
            for width in (30..=210).step_by(9) {
                let height = [9, 16, 26, 51][usize::from(width / 9) % 4];
                assert_fits(&played(steps, (width, height), articles, "mono"), scene);
            }
        }
    }
}
