import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import type { ConsolePage } from './pages';
import './styles.css';

export const start = (pages: readonly ConsolePage[]): void => {
  const root = document.getElementById('root');
  if (root !== null)
    createRoot(root).render(
      <StrictMode>
        <App pages={pages} />
      </StrictMode>,
    );
};
