import { passesLuhn } from '@deskstream/reasoning-redaction';

/** Addresses and numbers that belong to a person, in a form that can be compared. */
export const personalDataIn = (text: string): readonly string[] => [
  ...new Set([
    ...(text.match(EMAIL) ?? []).map((address) => address.toLowerCase()),
    ...(text.match(IBAN) ?? []).map((number) => number.replace(/\s/g, '')),
    ...(text.match(NUMBER) ?? []).map(digitsOf).filter(isPersonalNumber),
  ]),
];

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g;
/** A telephone number with its country or area code, or the groups of a card. */
const NUMBER =
  /(?:\+|\b00)\d[\d ()./-]{7,17}\d|\b(?:\d[ -]?){13,19}\b|\(0?\d{2,5}\)[\d ./-]{5,12}\d/g;

const digitsOf = (text: string): string => text.replace(/\D/g, '').replace(/^00/, '');

const isPersonalNumber = (digits: string): boolean =>
  digits.length >= 13 ? passesLuhn(digits) || digits.length <= 15 : digits.length >= 8;
