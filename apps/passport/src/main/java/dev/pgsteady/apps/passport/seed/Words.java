package dev.pgsteady.apps.passport.seed;

import java.util.List;

/// What made-up rows are made of.
final class Words {
    static final List<String> FIRST = List.of(
            "Ada", "Amara", "Anil", "Ben", "Chloé", "Daniela", "Dmitri", "Elif", "Emeka", "Farid", "Grace", "Hana",
            "Ines", "Jakob", "Jia", "Kenji", "Lars", "Leila", "Mateo", "Mei", "Nadia", "Noah", "Olga", "Priya",
            "Rafael", "Sofía", "Tariq", "Uma", "Viktor", "Yuki", "Zoë", "Øyvind");

    static final List<String> LAST = List.of(
            "Adeyemi",
            "Andersson",
            "Baker",
            "Costa",
            "Demir",
            "Dubois",
            "Eriksen",
            "Fischer",
            "García",
            "Haddad",
            "Ivanova",
            "Jansen",
            "Kaur",
            "Kim",
            "Kowalski",
            "López",
            "Meyer",
            "Müller",
            "Nakamura",
            "Nguyen",
            "O'Brien",
            "Okafor",
            "Patel",
            "Rossi",
            "Sato",
            "Silva",
            "Singh",
            "Smith",
            "Tanaka",
            "Wang",
            "Weber",
            "Żak");

    static final List<String> STREETS = List.of(
            "Main Street",
            "High Street",
            "Station Road",
            "Church Lane",
            "Park Avenue",
            "Mill Road",
            "Lake View",
            "Garden Street",
            "Rue de la Paix",
            "Lindenstraße",
            "Via Roma",
            "Calle Mayor");

    static final List<String> LANDMARKS =
            List.of("near the station", "behind the town hall", "opposite the school", "next to the bakery");

    static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0"
                    + " Safari/537.36",
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile"
                    + " Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Version/18.5 Mobile/15E148 Safari/604.1",
            "PassportApp/3.2 (Android 15)",
            "PassportApp/3.2 (iOS 18.5)");

    /// Where people live.
    record Town(String city, String state, String country, String dial, String code) {}

    /// A digit of a postal code is drawn for each `#`.
    static final List<Town> TOWNS = List.of(
            new Town("Springfield", "IL", "US", "+1217", "627##"),
            new Town("Portland", "OR", "US", "+1503", "972##"),
            new Town("Leeds", "England", "GB", "+44113", "LS# #AA"),
            new Town("Toronto", "ON", "CA", "+1416", "M5V #T#"),
            new Town("Pune", "Maharashtra", "IN", "+9120", "4110##"),
            new Town("Chennai", "Tamil Nadu", "IN", "+9144", "6000##"),
            new Town("Berlin", "Berlin", "DE", "+4930", "10###"),
            new Town("Lyon", "Auvergne-Rhône-Alpes", "FR", "+334", "6900#"),
            new Town("Sevilla", "Andalucía", "ES", "+3495", "4100#"),
            new Town("Torino", "Piemonte", "IT", "+3911", "101##"),
            new Town("Osaka", "Osaka", "JP", "+816", "530-00##"),
            new Town("São Paulo", "SP", "BR", "+5511", "010##-0##"),
            new Town("Utrecht", "Utrecht", "NL", "+3130", "351# AB"),
            new Town("Sydney", "NSW", "AU", "+612", "20##"));

    private Words() {}
}
