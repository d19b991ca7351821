/** What is kept from third parties, in the order in which it is looked for. */
export type PersonalKind = 'EMAIL' | 'IBAN' | 'CARD' | 'IP' | 'PHONE' | 'NUMBER';

export interface Finder {
  readonly kind: PersonalKind;
  /** Global. */
  readonly pattern: RegExp;
  holds(found: string): boolean;
}

const always = (): boolean => true;
const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** ISO 7812: the check digit of cards. */
export const passesLuhn = (digits: string): boolean =>
  Array.from(digits)
    .reverse()
    .reduce((sum, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return sum + (value > 9 ? value - 9 : value);
    }, 0) %
    10 ===
  0;

/** ISO 13616: the number, rearranged, leaves 1 by 97. */
const isIban = (text: string): boolean => {
  const plain = text.replace(/ /g, '').toUpperCase();
  if (plain.length < 15 || plain.length > 34) return false;
  const rearranged = plain.slice(4) + plain.slice(0, 4);
  const number = Array.from(rearranged, (character) => parseInt(character, 36)).join('');
  return Array.from(number).reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
};

const isCard = (text: string): boolean => {
  const digits = digitsOf(text);
  return digits.length >= 13 && digits.length <= 19 && passesLuhn(digits);
};

const isIp = (text: string): boolean => (text.includes(':') ? isIpv6(text) : isIpv4(text));

const isIpv4 = (text: string): boolean => text.split('.').every((part) => Number(part) <= 255);

/** RFC 4291 §2.2, without the mixed form. */
const isIpv6 = (text: string): boolean => {
  const groups = text.split(':').filter((group) => group !== '');
  if (groups.some((group) => group.length > 4) || /:::|::.*::/.test(text)) return false;
  return text.includes('::')
    ? groups.length > 1 && groups.length < 8
    : groups.length === 8 && !/^:|:$/.test(text);
};

/** E.164: at most 15 digits. */
const isPhone = (text: string): boolean => {
  const { length } = digitsOf(text);
  return length >= 8 && length <= 15;
};

export const FINDERS: readonly Finder[] = [
  {
    kind: 'EMAIL',
    pattern:
      /(?<![\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-])[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
    holds: always,
  },
  {
    kind: 'IBAN',
    pattern: /(?<![\p{L}\p{N}])[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]){11,30}(?![\p{L}\p{N}])/gu,
    holds: isIban,
  },
  {
    kind: 'CARD',
    pattern: /(?<![\p{L}\p{N}])\d(?:[ -]?\d){12,18}(?![\p{L}\p{N}])/gu,
    holds: isCard,
  },
  {
    kind: 'IP',
    pattern:
      /(?<![\p{L}\p{N}.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(?![\p{L}\p{N}:]|\.\d)/gu,
    holds: isIp,
  },
  {
    kind: 'PHONE',
    pattern:
      /(?<![\p{L}\p{N}.,])(?:(?:\+|00)\d(?:[ ()./-]{0,3}\d){6,14}|\(0?\d{2,5}\)[ ./-]?\d(?:[ ./-]?\d){4,11}|0\d(?:[ ()/-]?\d){6,12}|\d{3}[ .-]\d{3}[ .-]\d{4})(?![\p{L}\p{N}])/gu,
    holds: isPhone,
  },
  { kind: 'NUMBER', pattern: /(?<![\p{L}\p{N}])\d{9,}(?![\p{L}\p{N}])/gu, holds: always },
];
