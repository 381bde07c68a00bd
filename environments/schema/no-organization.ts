// Replaces `organization.ts` if there is none.
export default undefined;
