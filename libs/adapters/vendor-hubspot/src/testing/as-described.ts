import { describe, expect, it } from '@jest/globals';
import { openApiChecker, sharedReference } from '@deskstream/testing-harness';
import { hubspotDescriptions } from './descriptions';
import type { Answered } from './stub-hubspot';

/** Stands last in a file: `exchanges` has all that its tests asked and were answered. */
export const expectAsDescribed = (exchanges: readonly Answered[]): void =>
  describe('every request, and every answer it was given', () => {
    it("is as HubSpot's descriptions say", () => {
      const problemsOf = hubspotDescriptions(sharedReference(), openApiChecker);
      expect(exchanges).not.toEqual([]);
      expect(problemsOf(exchanges)).toEqual([]);
    });
  });
