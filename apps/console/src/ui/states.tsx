import type { ReactNode } from 'react';

export const Loading = ({ what }: { what: string }) => (
  <p className="state" role="status">
    Loading {what} …
  </p>
);

export const Failed = ({ error }: { error: Error }) => (
  <div className="state state-bad" role="alert">
    <strong>That did not work.</strong> {error.message}
  </div>
);

export const Empty = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className="state">
    <strong>{title}</strong>
    <p>{children}</p>
  </div>
);
