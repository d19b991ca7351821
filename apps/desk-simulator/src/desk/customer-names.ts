/** Of invented customers, at every desk. */
export const CUSTOMER_NAMES = [
  'Ada Novak',
  'Ben Ortiz',
  'Chloe Martin',
  'Dara Singh',
  'Elif Kaya',
  'Finn Larsen',
  'Grace Mbeki',
  'Hugo Rossi',
];
