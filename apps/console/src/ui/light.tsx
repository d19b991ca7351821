import type { ReactNode } from 'react';
import './light.css';

const WORDS = {
  ok: 'good',
  warning: 'look at it',
  failed: 'needs attention',
  unknown: 'not known yet',
} as const;

/** A light with its word, so that colour is never all that tells. */
export const LightMark = ({
  light,
  children,
}: {
  light: keyof typeof WORDS;
  children?: ReactNode;
}) => (
  <span className={`light light-${light}`}>
    <span className="visually-hidden">{WORDS[light]}: </span>
    <span>{children ?? WORDS[light]}</span>
  </span>
);
