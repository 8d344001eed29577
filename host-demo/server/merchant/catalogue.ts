/** What the two demo organisations sell: outdoor goods and household light. 25 products each: [SKU, name, price in cents]. */
export type CatalogueRow = readonly [sku: string, name: string, priceCents: number];

export const catalogues: Readonly<Record<string, readonly CatalogueRow[]>> = {
  'org-northwind': [
    ['NW-TENT-2', 'Fjell tent, 2 persons', 18900], ['NW-TENT-4', 'Fjell tent, 4 persons', 27900], ['NW-BAG-05', 'Sleeping bag Comfort 5°', 8900],
    ['NW-BAG-10', 'Sleeping bag Winter −10°', 13900], ['NW-MAT-S', 'Sleeping mat, slim', 3900], ['NW-MAT-XL', 'Sleeping mat, extra wide', 6400],
    ['NW-PACK-28', 'Day pack 28 l', 7400], ['NW-PACK-55', 'Trekking pack 55 l', 15900], ['NW-STOVE-G', 'Gas stove Pocket', 4200],
    ['NW-POT-SET', 'Pot set, three pieces', 3600], ['NW-MUG-EN', 'Enamel mug, blue', 1290], ['NW-MUG-TI', 'Titanium mug', 2890],
    ['NW-BOTTLE-1', 'Steel bottle 1 l', 2490], ['NW-FILTER', 'Water filter Trail', 4590], ['NW-LAMP-H', 'Head lamp 400 lm', 3490],
    ['NW-LAMP-C', 'Camp lantern, rechargeable', 4290], ['NW-POLE-C', 'Trekking poles, carbon', 8900], ['NW-POLE-A', 'Trekking poles, aluminium', 4900],
    ['NW-ROPE-30', 'Guy rope 30 m', 1490], ['NW-PEG-12', 'Tent pegs, pack of 12', 1190], ['NW-KNIFE-F', 'Folding knife', 3190],
    ['NW-KIT-AID', 'First-aid kit', 2290], ['NW-TOWEL-M', 'Travel towel M', 1690], ['NW-HAMMOCK', 'Hammock Duo', 5490], ['NW-DRYBAG', 'Dry bag 20 l', 1890],
  ],
  'org-brightside': [
    ['BS-DESK-01', 'Desk lamp Arc', 5900], ['BS-DESK-02', 'Desk lamp Mini', 3400], ['BS-FLOOR-1', 'Floor lamp Reed', 12900],
    ['BS-FLOOR-2', 'Floor lamp Tripod', 14900], ['BS-PEND-S', 'Pendant lamp Globe, small', 6900], ['BS-PEND-L', 'Pendant lamp Globe, large', 9900],
    ['BS-BULB-E27', 'LED bulb E27 warm', 690], ['BS-BULB-E14', 'LED bulb E14 warm', 590], ['BS-BULB-SM', 'Smart bulb colour', 1890],
    ['BS-STRIP-2', 'LED strip 2 m', 1990], ['BS-STRIP-5', 'LED strip 5 m', 3290], ['BS-NIGHT', 'Night light Moon', 1490],
    ['BS-CANDLE-3', 'LED candles, set of 3', 2290], ['BS-CORD-B', 'Textile cord, black', 890], ['BS-CORD-W', 'Textile cord, white', 890],
    ['BS-SHADE-L', 'Lampshade linen', 3900], ['BS-SHADE-P', 'Lampshade paper', 2400], ['BS-SPOT-3', 'Ceiling spots, bar of 3', 7900],
    ['BS-WALL-1', 'Wall lamp Half', 4900], ['BS-WALL-2', 'Wall lamp Reading', 5600], ['BS-SOLAR-P', 'Solar path light', 2190],
    ['BS-SOLAR-S', 'Solar string lights 10 m', 2790], ['BS-PLUG-SM', 'Smart plug', 1590], ['BS-DIM-01', 'Dimmer switch', 2690], ['BS-SENSOR', 'Motion sensor', 2390],
  ],
};

export const buyers = [
  ['Ingrid Solberg', 'Bergen', 'NO'], ['Tom Barlow', 'Leeds', 'GB'], ['Marie Lefèvre', 'Lyon', 'FR'], ['Jonas Weber', 'Leipzig', 'DE'],
  ['Sofia Rossi', 'Turin', 'IT'], ['Pieter de Vries', 'Utrecht', 'NL'], ['Ana Costa', 'Porto', 'PT'], ['Łukasz Nowak', 'Kraków', 'PL'],
  ['Emma Lindqvist', 'Malmö', 'SE'], ['Daniel Novák', 'Brno', 'CZ'], ['Clara Moreau', 'Ghent', 'BE'], ['Hannah Gruber', 'Graz', 'AT'],
] as const;
