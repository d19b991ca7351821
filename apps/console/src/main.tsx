import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { askEarly } from './api/client';
import { App } from './app';
import './styles.css';

// A session is asked for while its page is still loaded.
if (/^\/sessions\/[^/]+$/.test(location.pathname)) {
  askEarly(`${location.pathname}/events`);
  void import('./features/session/session-page');
}

const root = document.getElementById('root');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
