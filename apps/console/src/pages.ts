import type { ComponentType } from 'react';
import { lazy } from 'react';
import type { Role } from './api/access';

export interface ConsolePage {
  readonly path: string;
  readonly page: ComponentType;
  /** Its word in the main navigation; without one it is reached from other pages. */
  readonly nav?: string;
  /** Whom it is for; everybody without it. */
  readonly needs?: Role;
}

export const SESSION = '/sessions/:key';

/** Every page of the console; each is loaded when it is first shown. */
export const PAGES: readonly ConsolePage[] = [
  {
    path: '/',
    nav: 'Sessions',
    page: lazy(() =>
      import('./features/sessions/sessions-page').then((is) => ({ default: is.SessionsPage })),
    ),
  },
  {
    path: SESSION,
    page: lazy(() =>
      import('./features/session/session-page').then((is) => ({ default: is.SessionPage })),
    ),
  },
  {
    path: '/deliveries/:id',
    page: lazy(() =>
      import('./features/deliveries/delivery-page').then((is) => ({ default: is.DeliveryPage })),
    ),
  },
  {
    path: '/connections',
    nav: 'Connections',
    page: lazy(() =>
      import('./features/connections/connections-page').then((is) => ({
        default: is.ConnectionsPage,
      })),
    ),
  },
  {
    path: '/workspaces/:workspace',
    page: lazy(() =>
      import('./features/settings/settings-page').then((is) => ({ default: is.SettingsPage })),
    ),
  },
  {
    path: '/figures',
    nav: 'Metrics',
    page: lazy(() =>
      import('./features/metrics/metrics-page').then((is) => ({ default: is.MetricsPage })),
    ),
  },
  {
    path: '/figures/conversations',
    page: lazy(() =>
      import('./features/metrics/conversations-page').then((is) => ({
        default: is.ConversationsPage,
      })),
    ),
  },
  {
    path: '/what-if',
    nav: 'What if',
    needs: 'engineer',
    page: lazy(() =>
      import('./features/what-if/what-if-page').then((is) => ({ default: is.WhatIfPage })),
    ),
  },
  {
    path: '/what-if/:id',
    page: lazy(() => import('./features/what-if/run-page').then((is) => ({ default: is.RunPage }))),
  },
  {
    path: '/evaluation',
    nav: 'Evaluation',
    needs: 'engineer',
    page: lazy(() =>
      import('./features/evaluation/sets-page').then((is) => ({ default: is.SetsPage })),
    ),
  },
  {
    path: '/evaluation/:set',
    page: lazy(() =>
      import('./features/evaluation/set-page').then((is) => ({ default: is.SetPage })),
    ),
  },
  {
    path: '/status',
    nav: 'Operations',
    page: lazy(() =>
      import('./features/status/status-page').then((is) => ({ default: is.StatusPage })),
    ),
  },
  {
    path: '/setup',
    nav: 'Setup',
    needs: 'admin',
    page: lazy(() =>
      import('./features/setup/setup-page').then((is) => ({ default: is.SetupPage })),
    ),
  },
  {
    path: '/setup/:workspace/:vendor',
    needs: 'admin',
    page: lazy(() =>
      import('./features/setup/wizard-page').then((is) => ({ default: is.WizardPage })),
    ),
  },
  {
    path: '/knowledge',
    nav: 'Knowledge',
    page: lazy(() =>
      import('./features/knowledge/knowledge-page').then((is) => ({ default: is.KnowledgePage })),
    ),
  },
  {
    path: '/access',
    nav: 'Access',
    needs: 'admin',
    page: lazy(() =>
      import('./features/access/access-page').then((is) => ({ default: is.AccessPage })),
    ),
  },
  {
    path: '/account',
    page: lazy(() =>
      import('./features/account/account-page').then((is) => ({ default: is.AccountPage })),
    ),
  },
  {
    path: '/sign-in',
    page: lazy(() =>
      import('./features/account/sign-in-page').then((is) => ({ default: is.SignInPage })),
    ),
  },
];
