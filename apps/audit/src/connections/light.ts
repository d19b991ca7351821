export type Light = 'ok' | 'warning' | 'failed' | 'unknown';

const ORDER: readonly Light[] = ['ok', 'unknown', 'warning', 'failed'];

export const worst = (lights: readonly Light[]): Light =>
  lights.reduce((a, b) => (ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a), 'ok');
