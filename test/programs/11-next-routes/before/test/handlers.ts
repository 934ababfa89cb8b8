// The route handlers by name, for the tests: Next finds them by their path.
export * as session from '@/app/api/sessions/[id]/route'
export * as presence from '@/app/api/presence/route'
