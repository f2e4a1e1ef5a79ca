//! Knows which language tags are valid, not only well-formed, and which tag was meant by one that is not.
//!
//! `jp` and `en-UK` look like tags, and browsers and search engines know neither. Languages are those for which CLDR
//! has likely subtags, all two-letter codes among them; the lists below hold what it leaves out, from ISO 639-2, 639-3
//! and 639-5, and the scripts of ISO 15924, the regions of ISO 3166-1 and UN M.49 (iso-codes 4.15), and the variants of
//! the IANA registry. Made for private use are `qaa` to `qtz`, `Qaaa` to `Qabx`, `QM` to `QZ`, `XA` to `XZ`, `-x-…`.

use icu_locale::subtags::Region;
use icu_locale::{LanguageIdentifier, Locale, LocaleCanonicalizer};

use super::language::{Language, maximized, split_private};
use super::language_names;

/// Codes of languages for which CLDR has no likely subtags: sign languages, families, and ones long gone.
const LANGUAGES: &str = "\
    aav ads aed aen afa afg aft aih ajs alg alv aou apa aqa aql art asf asp asq asw ath aub auf aus aux awd aza azc \
    bad bai bat bbh beg ber bfi bfk bfr bge bgk bgl bhx bje bmt bnl bnt bog bpn bqh bqn bqy bsg btk bvl bvp bwn bxd \
    bxe byg byo byq byt bzg bzs cai cau cba ccn ccs cda cdc cdd cds cdy cel cik ckh cmc cno con cov cpe cpf cpp crp \
    csc csd cse csf csg csl csn csq csr csu csx cuq cur cus cuw czo day dbr dim dlk dmn doq doz dra drb drd dse dsl \
    dsz dtn ecs eee egx ehs elh eli elx emq emy enu ero esl esn eso esx eth euq fat fcs fiu fox fse fsl fss fuj gda \
    gds gem gft ghh ghl gii giu giw gly gme gmq gmw goz gqi gqu grk gro gse gsg gsm gss gus hab haf hca hds hkn hks \
    hle hmc hme hmg hmh hmi hmk hml hmx hnu hok hos hoz hps hsh hsl huj huo huq hyx icl iir ijo iks ils ima inc ine \
    inl inm ins ira iro irr ise isg isr itc jcs jhs jih jii jio jiq jkr jks jls jos jpx jsl jus kae kaf kar kcr kcx \
    kdo kdu kej kep keq kfj kft kgg kgi kgn khi kjv kkn kpb ksa ksy kvk kvu kxh kxs kyp kzg laf lay lbc lbg lbs lhl \
    lhp llh lls lof lov lrr lsb lsc lsh lsl lsn lso lsp lst lsv lsw lsy lws lwu lyg map mdl mef mei mfs mha mjo mjp \
    mkg mkh mlm mlq mmj mmk mml mno mre msd msr mun mvi myn mys mzc mzg mzs mzy nah nai nbg nbs ncs nef nes ngf nhh \
    nic nkp nmy noz npa nrc nrr nsi nsl nsp nsr nub nul nxm nzs ocm oge ojp okh okj okl okn omn omq omv onb onw oog \
    oos orh osn oto oua paa pcl pdi peh pgz pha phi phj phq pkc pks pkt plf plj plq ply pnu pox poz ppu pqe pqw pra \
    prl prn prz psc psd psg psl pso psp psr ptq pty pys quh qvy qwe qxs ral raq ras rat rau rer rge rgk rib rms rmv \
    rnb rnp roa rsl rsm rsn rts ruh ryn rys rzh sai sal sbf scq sdl sdp sdt sdv sdz sem sfb sfs sgg sgk sgn sgx shx \
    sio sit sjk sjn sjo sjs sla slf slq sls slt smi smm smv soh soj son spu spx sqj sqk sqn sqr sqs sqx ssa ssi ssk \
    ssp ssr sux svk svx swl swn sxc sxg sxk sxl sxm sxo syd syy sze szs tai tbq tbr tcl tct tdf tgr thn tia tiz tjm \
    tkm tkn tlh tlo tms tnu tnz tpo tpq tqq tqr trd trk tse tsk tsm tsq tss tsy ttg tup tut tuw tvy twc txb txc txh \
    txr tza uan ugn ugy ukl uks ull umc urj url uuu ved vel vgt vis vsi vsl vsv wak wbs wea wen wkb wkl wku wlc wll \
    wmg woy wrn wry wuh wxa xac xad xae xap xaq xbc xbo xcb xcc xce xcg xcl xcm xcn xct xcu xcv xcw xcy xdc xdm xeb \
    xel xep xfa xga xgf xgl xgn xgr xha xhc xhd xhr xht xhu xib xil xiv xki xko xlb xle xlg xli xln xlo xlp xls xlu \
    xme xmk xml xms xnd xng xnh xno xns xpc xpp xps xpu xpy xqa xqt xsc xso xsv xtg xto xtr xug xur xwg xzm ybk ych \
    ycp ygs yha yhl yhs yif yik yip yiq yit yiu yix yiz ykl ykn ykt yku ylm yln ylo ymc ymd ymh ymi ymq ymr yms ymx \
    ymz yne yno yox ypa ypb ypg yph ypk ypm ypn ypo ypp ypz yrn ysc ysg ysl ysm yso yta ytl ytp yuy ywl ywt yyz yzg \
    yzk zal zbl zcd zhb zhx zib zkg zkh zkr zkv zle zls zlw znd zra zsk zsl zua";

/// ISO 15924.
const SCRIPTS: &str = "\
    Adlm Afak Aghb Ahom Arab Aran Armi Armn Avst Bali Bamu Bass Batk Beng Bhks Blis Bopo Brah Brai Bugi Buhd Cakm \
    Cans Cari Cham Cher Cirt Copt Cprt Cyrl Cyrs Deva Dsrt Dupl Egyd Egyh Egyp Elba Ethi Geok Geor Glag Goth Gran \
    Grek Gujr Guru Hanb Hang Hani Hano Hans Hant Hatr Hebr Hira Hluw Hmng Hrkt Hung Inds Ital Jamo Java Jpan Jurc \
    Kali Kana Khar Khmr Khoj Kitl Kits Knda Kore Kpel Kthi Lana Laoo Latf Latg Latn Leke Lepc Limb Lina Linb Lisu \
    Loma Lyci Lydi Mahj Mand Mani Marc Maya Mend Merc Mero Mlym Modi Mong Moon Mroo Mtei Mult Mymr Narb Nbat Newa \
    Nkgb Nkoo Nshu Ogam Olck Orkh Orya Osge Osma Palm Pauc Perm Phag Phli Phlp Phlv Phnx Piqd Plrd Prti Rjng Roro \
    Runr Samr Sara Sarb Saur Sgnw Shaw Shrd Sidd Sind Sinh Sora Sund Sylo Syrc Syre Syrj Syrn Tagb Takr Tale Talu \
    Taml Tang Tavt Telu Teng Tfng Tglg Thaa Thai Tibt Tirh Ugar Vaii Visp Wara Wole Xpeo Xsux Yiii Zinh Zmth Zsye \
    Zsym Zxxx Zyyy Zzzz";

/// ISO 3166-1, its exceptional reservations in CLDR, and UN M.49.
const REGIONS: &str = "\
    AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY \
    BZ CA CC CD CF CG CH CI CK CL CM CN CO CP CQ CR CU CV CW CX CY CZ DE DG DJ DK DM DO DZ EA EC EE EG EH ER ES ET \
    EU EZ FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU IC ID IE IL \
    IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME \
    MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH \
    PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA \
    TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM UN US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM \
    ZW 001 002 003 005 009 011 013 014 015 017 018 019 021 029 030 034 035 039 053 054 057 061 142 143 145 150 151 \
    154 155 202 419";

/// Variants of the IANA registry.
const VARIANTS: &str = "\
    1606nict 1694acad 1901 1959acad 1994 1996 abl1943 akuapem alalc97 aluku ao1990 aranes arevela arevmda arkaika \
    asante auvern baku1926 balanka barla basiceng bauddha bciav bcizbl biscayan biske blasl bohoric boont bornholm \
    cisaup colb1945 cornu creiss dajnko ekavsk emodeng fascia fodom fonipa fonkirsh fonnapa fonupa fonxsamp gallo \
    gascon gherd grclass grital grmistr hepburn heploc hognorsk hsistemo ijekavsk itihasa ivanchov jauer jyutping \
    kkcor kleinsch kociewie kscor laukika leidentr lemosin lengadoc lipaw ltg1929 ltg2007 luna1918 mdcegyp mdctrans \
    metelko monoton ndyuka nedis newfound nicard njiva nulik osojs oxendict pahawh2 pahawh3 pahawh4 pamaka peano \
    pehoeji petr1708 pinyin polyton posix provenc puter rigik rozaj rumgr saigon scotland scouse simple solba sotav \
    spanglis surmiran sursilv sutsilv synnejyl tailo tarask tongyong tunumiis uccor ucrcor ulster unifon vaidika \
    valbadia valencia vallader vecdruka vivaraup wadegile xsistemo";

/// Why a tag is not valid.
#[derive(Debug, PartialEq)]
pub struct InvalidTag {
    /// What is wrong, in words.
    pub reason: String,
    /// The tag that was probably meant.
    pub meant: Option<String>,
}

/// Reads a tag that must be valid.
pub fn valid(tag: &str) -> Result<Language, InvalidTag> {
    let Some(language) = Language::parse(tag) else {
        let reason = "it is not written as BCP 47 wants it".to_owned();
        return Err(InvalidTag { reason, meant: language_names::tag_of(tag).map(str::to_owned) });
    };
    let base = split_private(language.as_str()).map_or("", |(base, _)| base);
    let Ok(identifier) = base.parse::<LanguageIdentifier>() else { return Ok(language) };
    match unknown(&identifier) {
        None => Ok(language),
        Some(reason) => Err(InvalidTag { reason, meant: meant(&identifier) }),
    }
}

/// Returns which part of a tag nobody has registered.
fn unknown(identifier: &LanguageIdentifier) -> Option<String> {
    let language = identifier.language.as_str();
    if !is_language(language) {
        return Some(format!("there is no language `{language}`"));
    }
    let script = identifier.script.filter(|script| {
        let script = script.as_str();
        !has(SCRIPTS, script) && !("Qaaa"..="Qabx").contains(&script)
    });
    let region = identifier.region.filter(|region| !is_region(region.as_str()));
    let variant = identifier.variants.iter().find(|variant| !has(VARIANTS, variant.as_str()));
    script
        .map(|script| format!("there is no script `{script}`"))
        .or_else(|| region.map(|region| format!("there is no region `{region}`")))
        .or_else(|| variant.map(|variant| format!("there is no variant `{variant}`")))
}

fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

fn is_language(code: &str) -> bool {
    // Not languages, but words for what is none, for many, and for an unknown one.
    let is_code = !matches!(code, "mis" | "mul" | "und" | "zxx");
    let is_private = code.len() == 3 && ("qaa"..="qtz").contains(&code);
    is_code && (is_private || has(LANGUAGES, code) || is_likely(code))
}

/// Returns whether CLDR knows where a language is spoken, or which one it is called today.
fn is_likely(code: &str) -> bool {
    let Ok(mut locale) = code.parse::<Locale>() else { return false };
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    maximized(locale.id.clone()) != locale.id
}

fn is_region(code: &str) -> bool {
    let is_private = ("QM"..="QZ").contains(&code) || ("XA"..="XZ").contains(&code);
    has(REGIONS, code) || (code.len() == 2 && is_private) || matches!(code, "AA" | "ZZ")
}

/// Returns the valid tag that was probably meant by one that is not.
fn meant(identifier: &LanguageIdentifier) -> Option<String> {
    let mut locale = Locale::from(identifier.clone());
    if !is_language(identifier.language.as_str()) {
        // A country's code for its language: `jp`.
        let region: Region =
            identifier.language.as_str().parse().ok().filter(|_| identifier.language.as_str().len() == 2)?;
        if !is_region(region.as_str()) {
            return None;
        }
        let spoken = maximized(LanguageIdentifier { region: Some(region), ..LanguageIdentifier::UNKNOWN });
        let alone = LanguageIdentifier { language: spoken.language, ..LanguageIdentifier::UNKNOWN };
        let is_usual = maximized(alone).script == spoken.script && spoken.language.as_str() != "zh";
        locale.id.language = spoken.language;
        locale.id.script = identifier.script.or(spoken.script.filter(|_| !is_usual));
    }
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    // What is left that nobody knows is not part of what was meant.
    locale.id.region =
        locale.id.region.filter(|region| is_region(region.as_str()) && region.as_str() != "ZZ");
    locale.id.script = locale.id.script.filter(|script| has(SCRIPTS, script.as_str()));
    (unknown(&locale.id).is_none() && locale.id != *identifier).then(|| locale.id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Issue 13, F27: any two or three letters passed for a language.
    #[test]
    fn what_nobody_has_registered_is_refused_with_what_was_meant() {
        for (tag, meant) in [
            ("en-UK", Some("en-GB")),
            ("en-uk", Some("en-GB")),
            ("jp", Some("ja")),
            ("cn", Some("zh-Hans")),
            ("cz", Some("cs")),
            ("gr", Some("el")),
            ("dk", Some("da")),
            ("ua", Some("uk")),
            ("rs", Some("sr")),
            ("hk", Some("zh-Hant")),
            ("us", Some("en")),
            ("jp-JP", Some("ja-JP")),
            ("gr-GR", Some("el-GR")),
            ("de-DD", Some("de-DE")),
            ("en-XY1", None),
            ("pt-Bras", Some("pt")),
            ("en-999", Some("en")),
            ("xx", None),
            ("xyz", None),
            ("mul", None),
            ("de-foobar", None),
            ("english", Some("en")),
            ("Deutsch", Some("de")),
            ("english!", None),
        ] {
            let found = valid(tag).err();
            let found = found.unwrap_or_else(|| panic!("`{tag}` is accepted"));
            assert_eq!(found.meant.as_deref(), meant, "{tag}");
        }
    }

    #[test]
    fn what_is_registered_is_accepted() {
        let good = "en en-GB pt-BR zh-Hans zh-Hant-HK es-419 en-001 se kr iw in ji mo sh tl tw ara heb fas prs pnb arz skr dv ckb \
            nqo syr ff-Adlm ase bfi ber tlh jbo qaa qtz qaa-Qaaa-QM en-XK en-EU x-klingon en-x-pirate de-1996 sl-rozaj ca-valencia \
            sr-Latn uz-Cyrl zh-TW nb nn no sa la eo yue wuu gsw kmr";
        for tag in good.split_whitespace() {
            assert!(valid(tag).is_ok(), "{tag}: {:?}", valid(tag));
        }
    }

    #[test]
    fn every_language_of_the_switcher_is_valid() {
        for tag in language_names::tags() {
            assert!(valid(tag).is_ok(), "{tag}");
        }
    }
}
