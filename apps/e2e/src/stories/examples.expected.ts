export const EXPECTED: Readonly<Record<string, readonly string[]>> = {};
