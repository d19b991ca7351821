const MOST = 64;

/** As models take names: letters, digits, `_` and `-`, at most 64. `GET /orders/{id}` gives `get_orders_id`. */
export const nameOf = (id: string): string => {
  const name = id
    .replace(/[^A-Za-z0-9_-]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, MOST);
  if (name === '') throw new Error('its operation id has no letters or digits');
  return /^[A-Z]+_/.test(name) ? name.toLowerCase() : name;
};
