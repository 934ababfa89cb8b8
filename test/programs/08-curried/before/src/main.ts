export * from './app/sessions.ts'
export * from './app/invites.ts'
