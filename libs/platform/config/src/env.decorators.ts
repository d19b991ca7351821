import { Transform } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  ValidateBy,
} from 'class-validator';
import { statSync } from 'node:fs';
import { declareVariable } from './variables';

/** Common to all kinds. A field without a default is required unless it is `optional`. */
export interface EnvOptions {
  /** One line for `--help`. */
  readonly about: string;
  readonly optional?: boolean;
  readonly secret?: boolean;
}

export interface EnvTextOptions extends EnvOptions {
  readonly pattern?: RegExp;
  /** The pattern in words, with an example. */
  readonly expected?: string;
}

export const EnvText = ({ pattern, expected, ...options }: EnvTextOptions): PropertyDecorator =>
  variable(options, expected ?? 'text', [IsString(), ...(pattern ? [Matches(pattern)] : [])]);

export const EnvInteger = ({
  min,
  max,
  ...options
}: EnvOptions & { readonly min: number; readonly max: number }): PropertyDecorator =>
  variable(options, `a whole number, ${min} to ${max}`, [
    convert(toInteger),
    IsInt(),
    Min(min),
    Max(max),
  ]);

export const EnvPort = (options: EnvOptions): PropertyDecorator =>
  variable(options, 'a TCP port, 0 to 65535 (0: any free port)', [
    convert(toInteger),
    IsInt(),
    Min(0),
    Max(65_535),
  ]);

export const EnvFlag = (options: EnvOptions): PropertyDecorator =>
  variable(options, 'true or false', [convert(toFlag), IsBoolean()]);

export const EnvChoice = ({
  choices,
  ...options
}: EnvOptions & { readonly choices: readonly string[] }): PropertyDecorator =>
  variable(options, `one of ${choices.join(', ')}`, [IsIn(choices)]);

/** Comma-separated; blanks around items are dropped. */
export const EnvList = ({
  each,
  expected,
  ...options
}: EnvOptions & { readonly each: RegExp; readonly expected: string }): PropertyDecorator =>
  variable(options, expected, [convert(toList), IsArray(), Matches(each, { each: true })]);

export const EnvUrl = ({
  protocols,
  ...options
}: EnvOptions & { readonly protocols: readonly string[] }): PropertyDecorator =>
  variable(
    options,
    `a URL that starts with ${protocols.map((name) => `${name}://`).join(' or ')}`,
    [IsUrl({ protocols: [...protocols], require_protocol: true, require_tld: false })],
  );

/** 32 bytes as base64 or hex; while a key is changed the new one and the old one, comma-separated. */
export const EnvSecretKey = (options: Omit<EnvOptions, 'secret'>): PropertyDecorator =>
  variable(
    { ...options, secret: true },
    '32 bytes as base64 or hex (make one with: openssl rand -base64 32)',
    [check('secretKey', (value) => value.split(',').every(isKey))],
  );

/** A folder that is there already. */
export const EnvFolder = (options: EnvOptions): PropertyDecorator =>
  variable(options, 'a folder that exists', [check('folder', isFolder)]);

/** A file that is there already. */
export const EnvFile = (options: EnvOptions): PropertyDecorator =>
  variable(options, 'a file that exists', [check('file', isFile)]);

const check = (name: string, holds: (value: string) => boolean): PropertyDecorator =>
  ValidateBy({
    name,
    validator: { validate: (value: unknown) => typeof value === 'string' && holds(value) },
  });

const isKey = (text: string): boolean =>
  /^[0-9a-f]{64}$/i.test(text.trim()) || Buffer.from(text.trim(), 'base64').length === 32;

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const isFile = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

const variable =
  (options: EnvOptions, expected: string, rules: readonly PropertyDecorator[]): PropertyDecorator =>
  (prototype, name) => {
    const { about, optional = false, secret = false } = options;
    for (const rule of [...rules, ...(optional ? [IsOptional()] : [])]) rule(prototype, name);
    declareVariable(prototype, {
      name: String(name),
      about,
      expected,
      secret,
      required: !optional,
    });
  };

const convert = (parse: (text: string) => unknown): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? parse(value) : value));

const toInteger = (text: string): unknown => (/^[+-]?\d+$/.test(text.trim()) ? Number(text) : text);

const FLAGS: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  false: false,
  '0': false,
};

const toFlag = (text: string): unknown => FLAGS[text.trim().toLowerCase()] ?? text;

const toList = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
