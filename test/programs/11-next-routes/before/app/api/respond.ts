export const json = (data: unknown, status = 200) => Response.json(data, { status })

export const problem = (status: number, title: string) =>
  new Response(JSON.stringify({ status, title }), { status, headers: { 'content-type': 'application/problem+json' } })
