//! Countries and a few bodies of the world that are called by more than one name, and the words for
//! their people.

use std::{collections::HashMap, sync::LazyLock};

use crate::analysis::EntityKind;

/// The name and kind of a country, or of a body, by any of its names as
/// [`super::forms::Form::key`] writes them.
pub fn canonical(key: &str) -> Option<(&'static str, EntityKind)> {
    if let Some((name, _)) = BODIES.iter().find(|(_, keys)| keys.contains(&key)) {
        return Some((name, EntityKind::Organization));
    }
    let country = NAMES.get(key).copied().or_else(|| long_form(key))?;
    Some((country, EntityKind::Place))
}

/// Bodies that are called by a word of its own, by their keys.
const BODIES: &[(&str, &[&str])] = &[
    ("European Union", &["eu", "europeanunion"]),
    ("United Nations", &["un", "uno", "unitednations", "unitednationsorganization"]),
    ("Liberal Democrats", &["libdem", "libdems", "liberaldemocrat", "liberaldemocrats"]),
    ("Conservative Party", &["tory", "tories", "conservativeparty"]),
];

/// Whether a folded word says of which country something is: `iraq`, `iraqi`.
pub fn is_national(word: &str) -> bool {
    PEOPLES.contains_key(word) || NAMES.contains_key(word)
}

/// The country that a folded word is of, as it is written in a key: `iraqi` is of `iraq`.
pub fn country_of(word: &str) -> Option<&'static str> {
    PEOPLES.get(word).copied().or_else(|| NAMES.get(word).copied())
}

/// `The Arab Republic of Egypt`, `Kingdom of Bahrain`. Two that are not the country of that name are
/// left out.
fn long_form(key: &str) -> Option<&'static str> {
    let heads = ["republicof", "kingdomof", "sultanateof", "federationof"];
    let (before, name) = heads.iter().find_map(|head| key.split_once(head))?;
    let plain = ["", "islamic", "arab", "federal", "hashemite", "federative", "socialist"];
    let more = ["bolivarian", "plurinational", "democratic", "democraticsocialist", "peoples"];
    let stated = plain.iter().chain(&more).any(|word| *word == before);
    let other = ["republicofchina", "republicofireland"].contains(&key);
    (stated && !other).then(|| NAMES.get(name).copied()).flatten()
}

/// `key → name` of all names, and `word → name` of all words for peoples.
static NAMES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| table(0..2));
static PEOPLES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| table(2..3));

fn table(columns: std::ops::Range<usize>) -> HashMap<String, &'static str> {
    let mut names = HashMap::new();
    for line in COUNTRIES.lines() {
        let name = line.split('|').next().unwrap_or_default();
        let cells = line.split('|').skip(columns.start).take(columns.len());
        for alias in cells.flat_map(|cell| cell.split(", ")).filter(|alias| !alias.is_empty()) {
            let key: String = crate::text::fold::fold(alias)
                .chars()
                .filter(|c| c.is_alphanumeric() || *c == '&')
                .collect();
            names.insert(key, name);
        }
    }
    names
}

/// Name | other names | its people. Names that two countries share in the news (`Korea`, `Congo`,
/// `Ireland`, `Republic of China`) are nobody's alias.
const COUNTRIES: &str = "\
United States|US, USA, United States of America, America|American, Americans
United Kingdom|UK, Britain, Great Britain, GB|British, Briton, Britons
United Arab Emirates|UAE|Emirati, Emiratis
North Korea|DPRK, Democratic People's Republic of Korea|North Korean
South Korea|Republic of Korea, ROK|South Korean
Democratic Republic of the Congo|Democratic Republic of Congo, DRC, DR Congo, Congo-Kinshasa
Republic of the Congo|Republic of Congo, Congo-Brazzaville
Central African Republic
Dominican Republic
Russia|Russian Federation|Russian, Russians
China|People's Republic of China, PRC|Chinese
Taiwan||Taiwanese
Czech Republic|Czechia|Czech, Czechs
Netherlands|Holland|Dutch
Myanmar|Burma|Burmese
Ivory Coast|Côte d'Ivoire|Ivorian, Ivorians
Turkey|Türkiye|Turkish
East Timor|Timor-Leste, Timor Leste|Timorese
Eswatini|Swaziland
Cape Verde|Cabo Verde
North Macedonia|Republic of North Macedonia|Macedonian, Macedonians
Saudi Arabia|KSA, Kingdom of Saudi Arabia|Saudi, Saudis
Afghanistan||Afghan, Afghans
Albania||Albanian, Albanians
Algeria||Algerian, Algerians
Angola||Angolan, Angolans
Argentina||Argentine, Argentines, Argentinian
Armenia||Armenian, Armenians
Australia||Australian, Australians
Austria||Austrian, Austrians
Azerbaijan||Azerbaijani, Azeri
Bahrain||Bahraini
Bangladesh||Bangladeshi, Bangladeshis
Belarus||Belarusian, Belarusians
Belgium||Belgian, Belgians
Benin||Beninese
Bolivia||Bolivian, Bolivians
Bosnia and Herzegovina|Bosnia-Herzegovina|Bosnian, Bosnians
Botswana
Brazil||Brazilian, Brazilians
Bulgaria||Bulgarian, Bulgarians
Burkina Faso||Burkinabe
Burundi||Burundian
Cambodia||Cambodian, Cambodians
Cameroon||Cameroonian, Cameroonians
Canada||Canadian, Canadians
Chad||Chadian
Chile||Chilean, Chileans
Colombia||Colombian, Colombians
Costa Rica||Costa Rican
Croatia||Croatian, Croatians, Croat
Cuba||Cuban, Cubans
Cyprus||Cypriot, Cypriots
Denmark||Danish
Ecuador||Ecuadorian, Ecuadorean
Egypt||Egyptian, Egyptians
El Salvador||Salvadoran, Salvadorans
England||English
Eritrea||Eritrean
Estonia||Estonian, Estonians
Ethiopia||Ethiopian, Ethiopians
Fiji||Fijian
Finland||Finnish
France||French
Gabon||Gabonese
Gambia||Gambian
Georgia||Georgian, Georgians
Germany||German, Germans
Ghana||Ghanaian, Ghanaians
Greece|Hellenic Republic|Greek, Greeks
Guatemala||Guatemalan
Guinea||Guinean
Haiti||Haitian, Haitians
Honduras||Honduran
Hungary||Hungarian, Hungarians
Iceland||Icelandic
India||Indian, Indians
Indonesia||Indonesian, Indonesians
Iran||Iranian, Iranians
Iraq||Iraqi, Iraqis
Ireland||Irish
Israel||Israeli, Israelis
Italy||Italian, Italians
Jamaica||Jamaican
Japan||Japanese
Jordan||Jordanian, Jordanians
Kazakhstan||Kazakh
Kenya||Kenyan, Kenyans
Kosovo||Kosovar
Kuwait||Kuwaiti, Kuwaitis
Kyrgyzstan||Kyrgyz
Laos||Laotian
Latvia||Latvian, Latvians
Lebanon||Lebanese
Liberia||Liberian
Libya||Libyan, Libyans
Lithuania||Lithuanian, Lithuanians
Luxembourg
Madagascar||Malagasy
Malawi||Malawian
Malaysia||Malaysian, Malaysians
Maldives||Maldivian
Mali||Malian
Malta||Maltese
Mauritania||Mauritanian
Mauritius||Mauritian
Mexico||Mexican, Mexicans
Moldova||Moldovan
Mongolia||Mongolian
Montenegro||Montenegrin
Morocco||Moroccan, Moroccans
Mozambique||Mozambican
Namibia||Namibian
Nepal||Nepali, Nepalese
New Zealand||New Zealander
Nicaragua||Nicaraguan, Nicaraguans
Niger||Nigerien
Nigeria||Nigerian, Nigerians
Norway||Norwegian, Norwegians
Oman||Omani
Pakistan||Pakistani, Pakistanis
Palestine||Palestinian, Palestinians
Panama||Panamanian
Papua New Guinea|PNG
Paraguay||Paraguayan
Peru||Peruvian, Peruvians
Philippines||Philippine, Filipino
Poland||Polish
Portugal||Portuguese
Qatar||Qatari
Romania||Romanian, Romanians
Rwanda||Rwandan, Rwandans
Scotland||Scottish
Senegal||Senegalese
Serbia||Serbian, Serbians, Serb
Sierra Leone
Singapore||Singaporean
Slovakia|Slovak Republic|Slovak, Slovaks
Slovenia||Slovenian
Somalia||Somali, Somalis
South Africa||South African
South Sudan
Spain||Spanish
Sri Lanka||Sri Lankan
Sudan||Sudanese
Sweden||Swedish
Switzerland|Swiss Confederation|Swiss
Syria|Syrian Arab Republic|Syrian, Syrians
Tajikistan||Tajik
Tanzania||Tanzanian
Thailand||Thai, Thais
Togo||Togolese
Trinidad and Tobago
Tunisia||Tunisian, Tunisians
Turkmenistan||Turkmen
Uganda||Ugandan, Ugandans
Ukraine||Ukrainian, Ukrainians
Uruguay||Uruguayan
Uzbekistan||Uzbek
Venezuela||Venezuelan, Venezuelans
Vietnam|Viet Nam|Vietnamese
Wales||Welsh
Yemen||Yemeni, Yemenis
Zambia||Zambian
Zimbabwe||Zimbabwean";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_known_by_all_its_names() {
        for (key, expected) in [
            ("us", Some("United States")),
            ("unitedstatesofamerica", Some("United States")),
            ("uk", Some("United Kingdom")),
            ("islamicrepublicofiran", Some("Iran")),
            ("hashemitekingdomofjordan", Some("Jordan")),
            ("republicofkorea", Some("South Korea")),
            ("democraticpeoplesrepublicofkorea", Some("North Korea")),
            ("cotedivoire", Some("Ivory Coast")),
            ("eu", Some("European Union")),
            ("velia", None),
            ("republicofchina", None),
            ("republicofireland", None),
            ("congo", None),
            ("iranian", None),
        ] {
            assert_eq!(canonical(key).map(|c| c.0), expected, "{key}");
        }
    }

    #[test]
    fn words_for_peoples_lead_to_their_country() {
        assert_eq!(country_of("iraqi"), Some("Iraq"));
        assert_eq!(country_of("iraq"), Some("Iraq"));
        assert_eq!(country_of("orskian"), None);
        assert!(is_national("thai") && !is_national("velian"));
    }
}
