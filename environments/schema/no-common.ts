// Replaces `common.ts` if there is none.
export const common = {};
