//! Words that are looked for in names: titles, legal forms, heads.

use std::{collections::HashSet, sync::LazyLock};

/// Words, by which a word is looked up.
pub type Words = LazyLock<HashSet<&'static str>>;

/// Words before a person's name that are not of it.
pub static TITLES: Words = LazyLock::new(|| {
    "mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron president minister \
     premier chancellor senator sen rep representative congressman congresswoman governor gov mayor \
     judge justice general gen colonel col major maj captain capt lieutenant lt sergeant sgt admiral \
     adm commander marshal brigadier brig king queen prince princess emperor sultan emir sheikh \
     shaikh sheik sheikha imam ayatollah mullah maulana mufti rabbi pope cardinal archbishop bishop \
     father fr rev reverend pastor saint ambassador secretary spokesman spokeswoman spokesperson \
     director chairman chairwoman chief coach prime vice deputy former crown acting interim supreme \
     sayyid sayed seyyed hojatoleslam haji hajj alhaji hon honourable honorable herr frau madame \
     monsieur mme don dona señor señora señorita senhor shri smt datuk dato datin seri tun ustaz \
     ustad comrade constable inspector detective superintendent officer cllr councillor attorney"
        .split_whitespace()
        .collect()
});

/// Words after a person's name that tell father from son.
pub static GENERATIONS: Words = LazyLock::new(|| {
    "jr junior sr senior ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xxiii"
        .split_whitespace()
        .collect()
});

/// Legal forms at the end of a company's name.
pub static COMPANY: Words = LazyLock::new(|| {
    "inc incorporated corp corporation ltd limited llc llp plc co company ag sa se gmbh kg nv bv \
     spa srl sarl oy oyj ab as asa kk bhd berhad tbk pte pty pvt pt jsc ojsc pjsc holding holdings \
     group"
        .split_whitespace()
        .collect()
});

/// Words that tie the next one to them: `bin Salman` is not `Salman`.
pub static BINDING: Words =
    LazyLock::new(|| "bin ibn ben bint binti abu abou umm um".split(' ').collect());

/// Bodies called `X of Y` and `Y X` alike.
pub static TURNED: Words = LazyLock::new(|| {
    "ministry department government province governorate district region municipality county \
     embassy"
        .split_whitespace()
        .collect()
});

/// Last words that a short form of a body's name leaves out.
pub static LEFT_OUT: Words = LazyLock::new(|| {
    "party program programme fc afc cf sc club agency newspaper magazine university electronics motors motor \
     technologies united city rovers wanderers athletic albion hotspur juniors county town argyle \
     alexandra wednesday forest villa palace rangers orient"
        .split_whitespace()
        .collect()
});

/// Last words by which alone a club is called.
pub static NICKNAMES: Words = LazyLock::new(|| {
    "united city rovers wanderers athletic albion forest villa palace wednesday rangers orient \
     argyle county hotspur"
        .split_whitespace()
        .collect()
});

/// Plural words that are the last of many bodies' names, and never by themselves one of them.
pub static COMMON_PLURALS: Words = LazyLock::new(|| {
    "airlines airways industries motors systems studios pictures sports news brothers bros awards \
     games services technologies resources communications partners associates holdings works \
     securities investments stores foods schools hospitals forces elections lines records nations \
     states affairs sciences arts workers teachers towers"
        .split_whitespace()
        .collect()
});

/// Short forms of given names, with the names.
pub const GIVEN: &[(&str, &str)] = &[
    ("bill", "william"),
    ("will", "william"),
    ("bob", "robert"),
    ("rob", "robert"),
    ("tom", "thomas"),
    ("mike", "michael"),
    ("jim", "james"),
    ("joe", "joseph"),
    ("ben", "benjamin"),
    ("dan", "daniel"),
    ("dave", "david"),
    ("steve", "steven"),
    ("steve", "stephen"),
    ("chris", "christopher"),
    ("tony", "anthony"),
    ("ed", "edward"),
    ("ken", "kenneth"),
    ("ron", "ronald"),
    ("liz", "elizabeth"),
    ("kate", "katherine"),
    ("nick", "nicholas"),
    ("alex", "alexander"),
    ("andy", "andrew"),
    ("greg", "gregory"),
    ("matt", "matthew"),
    ("tim", "timothy"),
    ("jeff", "jeffrey"),
    ("pete", "peter"),
    ("sasha", "alexander"),
    ("vova", "vladimir"),
];
