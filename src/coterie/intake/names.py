"""How likely does a column's name say that it is a certain canonical column?"""

import re
import unicodedata

# Each canonical column with the names that shops, tills and data sets give it, the most telling first.
# Words are normalised: lower case, no accents, single spaces.
_CUSTOMER = """
customer id; customer no; customer number; customer key; customer code; cust id; client id; client no; client
number; user id; member id; membership id; household id; household key; shopper id; buyer id; account id;
loyalty id; card id; card number; loyalty number; loyalty card; customer reference; visitor id; patron id;
consumer id; donor id; person id; contact id; subscriber id; profile id; kunden id; kundennummer; kunden nummer;
kundennr; kunden nr; kdnr; id client; numero client; no client; code client; id cliente; cliente id; codigo
cliente; numero cliente; n cliente; cod cliente; household; kunde; client; cliente; customer; user; member; shopper;
buyer; customer email; email; e mail; customer e mail; email billing; billing email; buyer email; contact email;
email address; mail; customer name; respondent id; respondent; participant id; participant; subject id;
reviewer id; reviewer; author id; buyer username; from email address
"""
_TIME = """
timestamp; event time; event timestamp; occurred at; date time; datetime; time; event date; created at; date;
time stamp; hit time; server time; event at; visited at; visit date; zeit; zeitpunkt; horodatage; fecha; hora;
datum
"""

_SYNONYMS: dict[str, dict[str, str]] = {
    "orders": {
        "customer_id": _CUSTOMER,
        "order_id": """
            order id; order no; order number; order key; invoice no; invoice id; invoice number;
            invoice; transaction id; transaction no; transaction number; receipt id; receipt no;
            receipt number; receipt; basket id; basket key; ticket id; ticket no; ticket number;
            sales order id; order ref; order reference; order name; bill no; bill id; cart id;
            purchase id; sale id; trans id; bon nr; bonnummer; bon nummer; bonnr; belegnummer; beleg
            nr; belegnr; bestellnummer; bestell nr; bestellnr; bestell id; bestellung;
            auftragsnummer; auftrag nr; rechnungsnummer; rechnung nr; rechnungsnr; numero commande;
            numero de commande; no commande; commande; id commande; numero facture; facture; ticket;
            numero ticket; id pedido; numero pedido; numero de pedido; pedido; factura; numero
            factura; order""",
        "ordered_at": """
            created at; order date; ordered at; order timestamp; order datetime; order purchase
            timestamp; invoice date; transaction date; transaction timestamp; transaction time;
            transaction datetime; purchase date; purchased at; purchase timestamp; sale date; sales
            date; date of purchase; order created at; date created; order created; processed at;
            trans date; receipt date; ticket date; bestelldatum; kaufdatum; rechnungsdatum;
            auftragsdatum; bondatum; belegdatum; verkaufsdatum; buchungsdatum; date commande; date
            de commande; date achat; date d achat; date facture; date de facture; date vente; date
            de vente; fecha pedido; fecha de pedido; fecha compra; fecha de compra; fecha factura;
            fecha venta; order time; datetime; date time; timestamp; date; datum; fecha; order day;
            day; time; paid at; payment date; tag; created date; created date utc; created utc; ts""",
        "quantity": """
            quantity; qty; quantity ordered; order quantity; item quantity; lineitem quantity;
            product quantity; units; units sold; number of units; number of items; number of cds;
            pieces; pcs; count; menge; anzahl; stueckzahl; stuckzahl; stuck; stueck; stk; quantite;
            qte; qty ordered; nombre; cantidad; cant; unidades; items; no of items; num items""",
        "unit_price": """
            unit price; price per unit; price each; lineitem price; item price; item cost; selling
            price; sale price; product price; price; unit cost; einzelpreis; stueckpreis;
            stuckpreis; preis; preis pro stuck; verkaufspreis; vk preis; vk; prix unitaire; pu;
            prix; precio unitario; precio; precio unidad; unitprice""",
        "amount": """
            amount; line total; line amount; net amount; net sales; sales value; sales amount;
            sales; revenue; net revenue; dollar value; total price; price total; total amount; line
            item total; item total; extended price; turnover; value; spend; spent; amount spent;
            purchase amount; order value; transaction amount; transaction value; payment value; paid
            amount; total sales; monetary; gross amount; gross sales; amount usd; amount eur; order
            amount; order total; grand total; total; betrag; umsatz; nettobetrag; nettoumsatz;
            gesamtbetrag; gesamtpreis; zeilensumme; summe; bruttobetrag; wert; montant; montant
            total; montant ht; montant ttc; chiffre d affaires; chiffre affaires; ca; total ht;
            total ttc; importe; importe total; monto; ventas; valor; total linea; subtotal;
            item revenue; gross; net""",
        "discount": """
            discount; discount amount; line discount; lineitem discount; item discount; retail disc;
            discount value; rabatt; nachlass; remise; reduction; descuento; coupon disc""",
        "product_id": """
            product id; stock code; sku; lineitem sku; product sku; item id; item no; item number;
            item code; item sku; article id; article no; article number; product code; product key;
            product no; product number; artikelnummer; artikel nr; artikelnr; artikel id; artikel
            nummer; ean; ean code; upc; barcode; gtin; asin; isbn; code article; reference article;
            ref article; ref; reference produit; reference; id produit; codigo producto; codigo
            articulo; id producto; referencia; produkt id; produktnummer; material; material number;
            variant sku; clothing id""",
        "product": """
            product name; description; item name; lineitem name; product; product description;
            product title; item; item description; item title; article name; article description;
            article; title; artikelbezeichnung; bezeichnung; artikelname; artikel; produktname;
            produkt; produktbezeichnung; designation; libelle; libelle article; produit; nom
            produit; nom du produit; descripcion; producto; articulo; nombre producto; product type""",
        "category": """
            category; product category; item category; category name; product category name;
            department; product group; product line; product type; family; kategorie; warengruppe;
            artikelgruppe; produktkategorie; produktgruppe; sparte; categorie; rayon; famille; categoria; familia;
            seccion; sub category; subcategory; item type; commodity; class; genre""",
        "channel": """
            channel; sales channel; order channel; source; source name; order source; channel name;
            platform; kanal; vertriebskanal; verkaufskanal; canal; canal de vente; canal de venta;
            store; shop; store id; store name; shop id; outlet; branch; filiale; magasin; boutique;
            tienda; sucursal; point of sale; pos""",
        "currency": """
            currency; currency code; order currency; curr; waehrung; wahrung; devise; moneda;
            divisa; currency iso""",
        "status": """
            financial status; order status; status; payment status; bestellstatus; statut; statut
            commande; estado; estado pedido; order state""",
        "cancelled_at": """
            cancelled at; canceled at; cancel date; cancelled date; cancellation date; cancelled on;
            storniert am; stornodatum; annule le; cancelado""",
        "refunded": """
            refunded amount; refund amount; order refund amount; amount refunded; total refunded;
            refunded; refund; erstattungsbetrag; erstattet; montant rembourse; importe reembolsado""",
        "payment": """
            payment method; payment type; payment gateway; payment method title; gateway;
            zahlungsart; zahlungsmethode""",
        "tags": "tags; order tags",
    },
    "customers": {
        "customer_id": _CUSTOMER + "; id; uid; guid; key; no; number; nr; nummer; numero",
    },
    "events": {
        "customer_id": _CUSTOMER + "; uid; anonymous id; client",
        "session_id": """
            session id; session; visit id; session key; ga session id; visit no; sid; sitzung;
            sitzungs id; visit""",
        "event": """
            event; event name; event type; action; event action; activity; hit type; interaction;
            type; ereignis; aktion; evenement; evento; accion""",
        "occurred_at": _TIME,
        "page": """
            page; page path; page url; url; path; page location; page title; page name; screen;
            screen name; seite; pagina""",
        "value": "value; event value; revenue; amount; price; purchase revenue; wert; valeur; valor",
    },
    "responses": {
        "customer_id": _CUSTOMER + "; id",
        "item": """
            item; item id; question; question id; question code; variable; frage; frage id; item
            code; pregunta; statement""",
        "answer": """
            answer; response; score; value; rating; choice; answer value; antwort; wert; reponse;
            respuesta; result""",
    },
    "texts": {
        "customer_id": _CUSTOMER,
        "product_id": """
            clothing id; product id; item id; sku; asin; article id; stock code; artikelnummer;
            produit; producto""",
        "written_at": """
            written at; review date; created at; date; timestamp; submitted at; review time; posted
            at; datum; fecha""",
        "text": """
            text; review text; review; review body; comment; comments; message; body; content;
            feedback; reviewtext; description; transcript; note; bewertungstext; kommentar;
            nachricht; commentaire; avis; message body; comentario; resena; opinion; texto; texte""",
        "rating": """
            rating; stars; score; review score; overall; star rating; bewertung; sterne; note;
            etoiles; puntuacion""",
        "channel": "channel; source; platform; medium; kanal; canal",
    },
    "touches": {
        "customer_id": _CUSTOMER,
        "campaign_id": """
            campaign id; campaign; campaign name; mailing id; mailing; kampagne; kampagnen id;
            campagne; campana""",
        "arm": """
            arm; segment; variant; group; test group; treatment; treatment group; cell; experiment
            group; gruppe; grupo""",
        "channel": "channel; medium; kanal; canal",
        "sent_at": """
            sent at; send date; sent date; sent on; contact date; date; timestamp; delivered at;
            versanddatum; datum; fecha""",
        "cost": "cost; costs; contact cost; kosten; cout; coste; costo",
        "opened": "opened; open; opens; is opened; geoffnet; ouvert; abierto",
        "clicked": "clicked; click; clicks; visit; visited; is clicked; geklickt; clique; clic",
        "converted": """
            converted; conversion; conversions; purchased; response; redeemed; bought; gekauft;
            converti; comprado""",
        "revenue": """
            revenue; spend; sales; amount; value; umsatz; chiffre d affaires; ingresos; conversion
            value""",
    },
    "products": {
        "product_id": """
            product id; sku; stock code; item id; article id; product code; item no; item code;
            artikelnummer; artikel nr; ean; upc; barcode; asin; code article; reference; codigo
            producto; id producto; produkt id; id; key; variant sku; handle""",
        "product": """
            product name; name; title; description; product; item name; product title; product type;
            article; bezeichnung; artikelbezeichnung; produktname; libelle; designation; nom;
            nombre; descripcion""",
        "category": """
            category; product category; department; product group; product line; type; product type;
            family; kategorie; warengruppe; artikelgruppe; categorie; rayon; famille; categoria; familia""",
    },
}

# Exports whose names mean something else than they say, known by two names that occur together nowhere else.
_SHOPIFY = {
    "order_id": "name",
    "customer_id": "customer id; email",
    "ordered_at": "created at; paid at",
    "quantity": "lineitem quantity",
    "unit_price": "lineitem price",
    "discount": "lineitem discount",
    "product_id": "lineitem sku",
    "product": "lineitem name",
    "category": "product type; lineitem type",
    "channel": "source",
    "currency": "currency",
    "status": "financial status",
    "cancelled_at": "cancelled at",
    "order_subtotal": "subtotal",
    "order_discount": "discount amount",
    "refunded": "refunded amount",
    "payment": "payment method",
    "tags": "tags",
}


def normal(name: str) -> str:
    """A name in lower case, without accents, words apart: "InvoiceNo" and "invoice_no" are "invoice no".

    >>> normal("CustomerID"), normal("Währung"), normal("  Order-No."), normal("Customer Email")
    ('customer id', 'wahrung', 'order no', 'customer email')
    """
    name = name.replace("ß", "ss").replace("N°", "No").replace("Nº", "No")
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    plain = unicodedata.normalize("NFKD", apart.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", plain.lower()).strip()


def snake(name: str) -> str:
    """A safe column name: "MntWines" is "mnt_wines"; a name without a letter or digit is "column".

    >>> snake("MntWines"), snake("2n Cycle"), snake("Z_CostContact"), snake("%")
    ('mnt_wines', 'c_2n_cycle', 'z_cost_contact', 'column')
    """
    plain = normal(name).replace(" ", "_") or "column"
    return f"c_{plain}" if plain[0].isdigit() else plain


def snakes(names: list[str], taken: set[str]) -> list[str]:
    """Safe names, each once: a second "income" becomes "income_2"."""
    used, out = set(taken), []
    for name in names:
        plain = snake(name)
        each, i = plain, 2
        while each in used:
            each, i = f"{plain}_{i}", i + 1
        used.add(each)
        out.append(each)
    return out


def is_shop_export(names: list[str]) -> bool:
    """Whether the names are those of a Shopify order export, where cells of the order stand on its first line only."""
    known = {normal(n) for n in names}
    return {"lineitem quantity", "lineitem price", "name"} <= known


# A name may end with the currency of its values: "price_usd", "Umsatz in EUR".
_UNIT = re.compile(r"(?<=\w)( in)? (eur|euros?|usd|gbp|chf|cad|aud|jpy|sek|nok|dkk|pln|brl|inr|cny|dollars?|pounds?)$")
_PRICED = (
    "amount",
    "unit_price",
    "discount",
    "order_subtotal",
    "order_discount",
    "refunded",
    "value",
    "revenue",
    "cost",
)


def likeness(kind: str, canonical: str, name: str, shop: bool = False) -> float:
    """How well a source name fits a canonical column, 0 to 1.

    shop       the source is a Shopify order export: its own table of names holds, and nothing else.
    Returns    1.0 for the most telling name, a little less for later ones, 0.5 for a name that holds all words of one.

    >>> likeness("orders", "order_id", "InvoiceNo") > 0.9, likeness("orders", "amount", "Country")
    (True, 0.0)
    >>> likeness("orders", "amount", "Umsatz in EUR") == likeness("orders", "amount", "Umsatz")
    True
    """
    words = (_SHOPIFY if shop and kind == "orders" else _SYNONYMS.get(kind, {})).get(canonical, "")
    ours = _UNIT.sub("", normal(name)) if canonical in _PRICED else normal(name)
    tight = ours.replace(" ", "")
    synonyms = [s.strip() for s in words.replace("\n", " ").split(";") if s.strip()]
    synonyms = [re.sub(r"\s+", " ", s) for s in synonyms]
    for i, synonym in enumerate(synonyms):
        if ours == synonym or tight == synonym.replace(" ", ""):
            return 1.0 - 0.2 * i / len(synonyms)
    if shop:
        return 0.0
    tokens = set(ours.split())
    for i, synonym in enumerate(synonyms):
        parts = set(synonym.split())
        if len(parts) > 1 and parts <= tokens:
            return 0.55 - 0.1 * i / len(synonyms)
    return 0.0
