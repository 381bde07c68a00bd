// Replaces `index.ts` where there is none yet.
export const environments = {};
