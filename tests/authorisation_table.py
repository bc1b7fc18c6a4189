"""Who gets through which door: one row per URL and method, one column per person around the same few objects.

`+` means let through, whatever the answer then says of the object's state; otherwise the refusal. What someone may not
see is 404 to them, never 403; a missing scope is 403 for every id alike, so it tells nothing. The people: a visitor; a
stranger, who owns another sponsor, solves and judges elsewhere; the owner of the sponsor; the solver whose entry, award
and payout they are; the judge; staff without a part in any of it. Names in braces are the objects of
tests/bounties/world.py: `public` is a decided challenge, `open` and `draft` are others of the same sponsor, `entry` is
judged, `written` is still a draft.
"""

from typing import Any
from uuid import uuid4

PEOPLE = ["visitor", "stranger", "owner", "solver", "judge", "moderator", "arbiter", "finance"]

API = """
                                              vis  str  own  sol  jdg  mod  arb  fin
GET    tokens                                 401    +    +    +    +    +    +    +
POST   tokens                                   +    +    +    +    +    +    +    +
DELETE tokens/{token}                         401  404    +  404  404  404  404  404
GET    me                                     401    +    +    +    +    +    +    +
PATCH  me                                     401    +    +    +    +    +    +    +
GET    me/profile                             401    +    +    +    +    +    +    +
PATCH  me/profile                             401    +    +    +    +    +    +    +
GET    people                                   +    +    +    +    +    +    +    +
GET    people/{handle}                          +    +    +    +    +    +    +    +
GET    me/notification-preferences            401    +    +    +    +    +    +    +
PUT    me/notification-preferences            401    +    +    +    +    +    +    +
GET    me/export                              401    +    +    +    +    +    +    +
POST   me/deletion                            401    +    +    +    +    +    +    +
POST   me/tax-form                            401    +    +    +    +    +    +    +
GET    me/payability                          401    +    +    +    +    +    +    +
GET    currencies/usd/reach                   401    +    +    +    +    +    +    +
GET    sponsors                               401    +    +    +    +    +    +    +
POST   sponsors                               401    +    +    +    +    +    +    +
GET    sponsors/{sponsor}                     401  404    +  404  404    +  404  404
PATCH  sponsors/{sponsor}                     401  404    +  404  404  403  404  404
GET    service-plans                            +    +    +    +    +    +    +    +
GET    business-calendars                       +    +    +    +    +    +    +    +
GET    sponsors/{sponsor}/service-level       401  404    +  404  404    +  404  404
POST   sponsors/{sponsor}/service-level       401  404    +  404  404  403  404  404
GET    sponsors/{sponsor}/service-clocks      401  404    +  404  404    +  404  404
GET    sponsors/{sponsor}/reliability           +    +    +    +    +    +    +    +
GET    sponsors/{sponsor}/statement           401  404    +  404  404  403  404  404
POST   sponsors/{sponsor}/verify              401  403  403  403  403    +  404  403
POST   sponsors/{sponsor}/pay-debt            401  404    +  404  404  403  404  404
GET    sponsors/{sponsor}/members             401  404    +  404  404    +  404  404
POST   sponsors/{sponsor}/members             401  404    +  404  404  403  404  404
PATCH  sponsors/{sponsor}/members/{member}    401  404    +  404  404  403  404  404
DELETE sponsors/{sponsor}/members/{member}    401  404    +  404  404  403  404  404
GET    invitations                            401    +    +    +    +    +    +    +
DELETE invitations/{invitation}               401  404    +  404  404  404  404  404
POST   invitations/{invitation}/accept        401  404  404  404  404  404  404  404
GET    challenges                               +    +    +    +    +    +    +    +
POST   challenges                             401    +    +    +    +    +    +    +
POST   challenges/post-and-pay                401    +    +    +    +    +    +    +
POST   challenges/{draft}/templates           401  404    +  404  404  403  403  403
POST   challenges/{public}/templates          401  403    +  403  403  403  403  403
GET    sponsors/{sponsor}/templates           401  404    +  404  404  404  404  404
PATCH  templates/{template}                   401  404    +  404  404  404  404  404
DELETE templates/{template}                   401  404    +  404  404  404  404  404
POST   templates/{template}/drafts            401  404    +  404  404  404  404  404
POST   challenges/{draft}/rehearse            401  404    +  404  404  403  403  403
POST   challenges/{draft}/submit              401  404    +  404  404  403  403  403
POST   challenges/{public}/submit             401  403    +  403  403  403  403  403
POST   challenges/{draft}/approve             401  403  403  403  403    +  403  403
POST   challenges/{public}/approve            401  403  403  403  403    +  403  403
POST   challenges/{draft}/request-changes     401  403  403  403  403    +  403  403
POST   challenges/{public}/request-changes    401  403  403  403  403    +    +  403
POST   challenges/{draft}/reject              401  403  403  403  403    +  403  403
POST   challenges/{public}/reject             401  403  403  403  403    +    +  403
POST   challenges/{draft}/fund                401  404    +  404  404  403  403  403
POST   challenges/{public}/fund               401  403    +  403  403  403  403  403
GET    challenges/{draft}/funding             404  404    +  404  404    +    +    +
GET    challenges/{public}/funding              +    +    +    +    +    +    +    +
POST   challenges/{draft}/contributions       401  404    +  404  404    +    +    +
POST   challenges/{public}/contributions      401    +    +    +    +    +    +    +
POST   challenges/{draft}/raises              401  404    +  404  404    +    +    +
POST   challenges/{public}/raises             401    +    +    +    +    +    +    +
GET    contributions/{contribution}           401  404    +  404  404  404  404  404
POST   contributions/{contribution}/withdraw  401  404    +  404  404  404  404  404
GET    challenges/{draft}/timeline            404  404    +  404  404    +    +    +
GET    challenges/{public}/timeline             +    +    +    +    +    +    +    +
GET    challenges/similar                       +    +    +    +    +    +    +    +
GET    challenges/{asked}/answers               +    +    +    +    +    +    +    +
GET    challenges/{open}/answers              404  404  404  404  404  404  404  404
GET    answers/{answer}                         +    +    +    +    +    +    +    +
GET    answers/{entry}                        404  404  404  404  404  404  404  404
GET    answers/{answer}/files/{file}          404  404  404  404  404  404  404  404
PUT    answers/{answer}/vote                  401    +  403  403    +    +    +    +
GET    answers/{answer}/comments                +    +    +    +    +    +    +    +
POST   answers/{answer}/comments              401    +    +    +    +    +    +    +
POST   answers/{answer}/accept                401  403    +  403  403  403  403  403
GET    challenges/{board}/ideas                 +    +    +    +    +    +    +    +
GET    challenges/{open}/ideas                404  404  404  404  404  404  404  404
GET    challenges/{board}/ideas/facets          +    +    +    +    +    +    +    +
GET    challenges/{open}/ideas/facets         404  404  404  404  404  404  404  404
GET    challenges/{board}/ideas/similar         +    +    +    +    +    +    +    +
GET    challenges/{open}/ideas/similar        404  404  404  404  404  404  404  404
GET    ideas/{idea}                             +    +    +    +    +    +    +    +
GET    ideas/{entry}                          404  404  404  404  404  404  404  404
GET    ideas/{idea}/history                     +    +    +    +    +    +    +    +
GET    ideas/{idea}/comments                    +    +    +    +    +    +    +    +
POST   ideas/{idea}/comments                  401    +    +    +    +    +    +    +
PUT    ideas/{idea}/vote                      401    +  403  403    +    +    +    +
PUT    ideas/{idea}/follow                    401    +    +    +    +    +    +    +
DELETE ideas/{idea}/follow                    401    +    +    +    +    +    +    +
POST   ideas/{idea}/answer                    401  403    +  403  403  403  403  403
POST   ideas/{idea}/merge                     401  403    +  403  403  403  403  403
GET    leaderboards/answers                     +    +    +    +    +    +    +    +
GET    challenges/{open}/questions              +    +    +    +    +    +    +    +
POST   challenges/{open}/questions            401    +  403    +    +    +    +    +
GET    challenges/{draft}/questions           404  404    +  404  404    +    +    +
POST   challenges/{draft}/questions           401  404  403  404  404    +    +    +
POST   questions/{question}/answer            401  403    +  403  403  403  403  403
GET    challenges/{draft}                     404  404    +  404  404    +    +    +
PATCH  challenges/{draft}                     401  404    +  404  404  403  403  403
GET    challenges/{public}                      +    +    +    +    +    +    +    +
PATCH  challenges/{public}                    401  403    +  403  403  403  403  403
POST   challenges/{draft}/cancel              401  404    +  404  404  403  403  403
POST   challenges/{public}/cancel             401  403    +  403  403  403  403  403
POST   challenges/{draft}/pause               401  403  403  403  403    +  403  403
POST   challenges/{public}/pause              401  403  403  403  403    +  403  403
POST   challenges/{draft}/resume              401  403  403  403  403    +  403  403
POST   challenges/{public}/resume             401  403  403  403  403    +  403  403
GET    challenges/{draft}/amendments          404  404    +  404  404    +    +    +
GET    challenges/{public}/amendments           +    +    +    +    +    +    +    +
POST   challenges/{public}/amendments         401  403  403  403  403    +  403  403
POST   amendments/{amendment}/answer          401  404  404    +  404  404  404  404
GET    challenges/{draft}/payability          401  404    +  404  404    +    +    +
GET    challenges/{public}/payability         401    +    +    +    +    +    +    +
GET    challenges/{open}/entries              401    +    +    +    +    +    +    +
POST   challenges/{open}/entries              401    +  403    +    +    +    +    +
GET    challenges/{draft}/entries             401  404    +  404  404    +    +    +
POST   challenges/{draft}/entries             401  404    +  404  404    +    +    +
GET    entries/{entry}                        401  404  404    +  404  404  404  404
PATCH  entries/{entry}                        401  404  404    +  404  404  404  404
POST   entries/{written}/files                401  404  404    +  404  404  404  404
GET    entries/{written}/files/{file}         401  404  404    +  404  404  404  404
DELETE entries/{written}/files/{file}         401  404  404    +  404  404  404  404
POST   entries/{written}/consent              401  404  404    +  404  404  404  404
POST   entries/{entry}/mend                   401  404  404    +  404  404  404  404
POST   entries/{entry}/screen                 401  404  404  404  404  404  404  404
POST   entries/{entry}/disqualify             401  403  403  403  403    +  403  403
GET    disqualifications                      401    +    +    +    +    +    +    +
POST   disqualifications/{charge}/answer      401  404  404    +  404  404  404  404
POST   disqualifications/{charge}/decide      401  403  403  403  403    +    +  403
POST   entries/{entry}/submit                 401  404  404    +  404  404  404  404
POST   entries/{entry}/withdraw               401  404  404    +  404  404  404  404
GET    entries/{entry}/messages               401  404    +    +  404    +  404  404
POST   entries/{entry}/messages               401  404    +    +  404  403  404  404
GET    messages/reported                      401  403  403  403  403    +  403  403
POST   messages/{message}/report              401  404  403    +  404  403  404  404
POST   messages/{message}/dismiss             401  403  403  403  403    +  404  403
POST   messages/{message}/hide                401  403  403  403  403    +  404  403
GET    challenges/{draft}/judges              401  404    +  404  404    +    +  403
POST   challenges/{draft}/judges              401  404    +  404  404  403  403  403
GET    challenges/{public}/judges             401  403    +  403  403    +    +  403
POST   challenges/{public}/judges             401  403    +  403  403  403  403  403
GET    challenges/{draft}/judging             401  404    +  404  404    +    +  403
GET    challenges/{public}/judging            401  403    +  403    +    +    +  403
GET    challenges/{draft}/ranking             401  404    +  404  404    +    +  403
GET    challenges/{public}/ranking            401  403    +  403  403    +    +  403
GET    similarity-flags                       401  403  403  403  403    +  403  403
POST   similarity-flags/{flag}/dismiss        401  403  403  403  403    +  404  403
POST   similarity-flags/{flag}/uphold         401  403  403  403  403    +  404  403
GET    challenges/{draft}/calibration         401  404    +  404  404    +    +  403
GET    challenges/{public}/calibration        401  403    +  403  403    +    +  403
GET    challenges/{draft}/coverage            401  404    +  404  404    +    +  403
GET    challenges/{public}/coverage           401  403    +  403  403    +    +  403
POST   challenges/{draft}/tie-breaks          401  404  403  404  404  403  403  403
POST   challenges/{public}/tie-breaks         401  403  403  403  403  403  403  403
GET    judging/files/{file}                   401  404    +  404  404    +    +  404
GET    challenges/{queue}/queue               401  403    +  403  403    +    +  403
POST   challenges/{queue}/queue/take          401  403    +  403  403  403    +  403
POST   entries/{queued}/give-back             401  404    +  404  404  404    +  404
POST   entries/{queued}/accept                401  404    +  404  404  404    +  404
POST   entries/{queued}/reject                401  404    +  404  404  404    +  404
POST   entries/{queued}/request-changes       401  404    +  404  404  404    +  404
GET    entries/{queued}/position              401  404  404    +  404  404  404  404
GET    entries/{queued}/verdicts              401  404  404    +  404  404  404  404
GET    challenges/{draft}/screening           401  404    +  404  404    +  403  403
GET    challenges/{public}/screening          401  403    +  403  403    +  403  403
GET    challenges/{draft}/gallery             404  404    +  404  404    +    +  403
GET    challenges/{public}/gallery            403  403    +  403    +    +    +  403
GET    renditions/{rendition}                 404  404  404    +  404  404  404  404
GET    judgeships                             401    +    +    +    +    +    +    +
POST   judgeships/{judgeship}/accept          401  404  404  404    +  404  404  404
POST   judgeships/{judgeship}/decline         401  404  404  404    +  404  404  404
PUT    entries/{entry}/notes                  401  404  404  404    +  404  404  404
PUT    entries/{entry}/scorecard              401  404  404  404    +  404  404  404
GET    entries/{entry}/feedback               401  404  404    +  404  404  404  404
GET    challenges/{draft}/ballot              404  404    +  404  404    +    +    +
PUT    challenges/{draft}/ballot              401  404    +  404  404    +    +    +
GET    challenges/{public}/ballot               +    +    +    +    +    +    +    +
PUT    challenges/{public}/ballot             401    +    +    +    +    +    +    +
GET    challenges/{draft}/tally               404  404    +  404  404    +    +    +
GET    challenges/{public}/tally                +    +    +    +    +    +    +    +
GET    challenges/{draft}/recount             404  404    +  404  404    +    +    +
GET    challenges/{public}/recount              +    +    +    +    +    +    +    +
GET    challenges/{draft}/ballot-flags        401  403  403  403  403    +    +  403
GET    challenges/{public}/ballot-flags       401  403  403  403  403    +    +  403
POST   ballot-flags/{ballot_flag}/dismiss            401  403  403  403  403    +  403  403
POST   ballot-flags/{ballot_flag}/uphold             401  403  403  403  403    +  403  403
POST   ballots/{ballot}/void                  401  403  403  403  403    +  403  403
POST   challenges/{draft}/decide              401  404    +  404  404  403  403  403
POST   challenges/{public}/decide             401  403    +  403  403  403  403  403
POST   challenges/{draft}/consent-departure   401  403  403  403  403    +    +  403
POST   challenges/{public}/consent-departure  401  403  403  403  403    +  403  403
GET    challenges/{draft}/results             404  404    +  404  404    +    +  404
GET    challenges/{public}/results            404  404    +    +    +    +    +  404
GET    challenges/{draft}/result-bundle       404  404    +  404  404    +    +  404
GET    challenges/{public}/result-bundle      404  404    +    +    +    +    +  404
GET    awards                                 401    +    +    +    +    +    +    +
GET    awards/{award}                         401  404    +    +  404  404    +  404
POST   awards/{award}/accept                  401  404  404    +  404  404  404  404
POST   awards/{award}/decline                 401  404  404    +  404  404  404  404
GET    awards/{award}/papers                  401  404  404    +  404  404  404  404
POST   awards/{award}/papers/rights           401  404  404    +  404  404  404  404
POST   awards/{award}/papers/extend           401  404    +    +  404  404  404  404
GET    awards/{award}/papers/signed           401  404  404    +  404  404  404  404
POST   awards/{award}/appeal                  401  404  403    +  404  404  403  404
GET    appeals                                401    +    +    +    +    +    +    +
POST   entries/{entry}/appeal                 401  404  404    +  404  404  404  404
GET    appeals/grounds                          +    +    +    +    +    +    +    +
GET    appeals/digest                           +    +    +    +    +    +    +    +
POST   appeals/{appeal}/answer                401  404    +  404  404  404  403  404
GET    appeals/{appeal}/rereview              401  404    +  404  404  404    +  404
POST   appeals/{appeal}/rereview              401  403  403  403  403  403    +  403
POST   appeals/{appeal}/rereview/scores       401  403  403  403  403  403    +  403
POST   appeals/{appeal}/decide                401  403  403  403  403  403    +  403
GET    notifications                          401    +    +    +    +    +    +    +
POST   notifications/read                     401    +    +    +    +    +    +    +
POST   notifications/{notification}/read      401  404    +  404  404  404  404  404
POST   payee/onboarding                       401    +    +    +    +    +    +    +
GET    payouts                                401    +    +    +    +    +    +    +
GET    payouts/{payout}                       401  404  404    +  404  404  404    +
POST   payouts/{payout}/approve               401  403  403  403  403  403  403    +
POST   payouts/{payout}/hold                  401  403  403  403  403  403  403    +
POST   payouts/{payout}/release               401  403  403  403  403  403  403    +
POST   payouts/{payout}/retry                 401  403  403  403  403  403  403    +
POST   payouts/{payout}/cancel                401  403  403  403  403  403  403    +
POST   payouts/approvals                      401  403  403  403  403  403  403    +
GET    me/statement                           401    +    +    +    +    +    +    +
GET    finance/statements                     401  403  403  403  403  403  403    +
GET    finance/journal                        401  403  403  403  403  403  403    +
GET    finance/periods                        401  403  403  403  403  403  403    +
POST   finance/periods                        401  403  403  403  403  403  403    +
GET    finance/periods/{month}                401  403  403  403  403  403  403    +
POST   finance/periods/{month}/prepare        401  403  403  403  403  403  403    +
POST   finance/periods/{month}/take-back      401  403  403  403  403  403  403    +
POST   finance/periods/{month}/close          401  403  403  403  403  403  403  403
POST   finance/periods/{month}/reopen         401  403  403  403  403  403  403  403
GET    finance/periods/{month}/trial-balance  401  403  403  403  403  403  403    +
GET    finance/summary                        401  403  403  403  403  403  403    +
GET    finance/exceptions                     401  403  403  403  403  403  403    +
GET    finance/trace                          401  403  403  403  403  403  403    +
GET    finance/disputes                       401  403  403  403  403  403  403    +
GET    finance/disputes/{dispute}             401  403  403  403  403  403  403    +
POST   finance/disputes/{dispute}/evidence    401  403  403  403  403  403  403    +
POST   finance/disputes/{dispute}/accept      401  403  403  403  403  403  403    +
GET    finance/debts                          401  403  403  403  403  403  403    +
GET    finance/write-offs                     401  403  403  403  403  403  403    +
POST   finance/write-offs                     401  403  403  403  403  403  403    +
POST   finance/write-offs/{write_off}/agree   401  403  403  403  403  403  403    +
POST   finance/write-offs/{write_off}/decline 401  403  403  403  403  403  403    +
GET    finance/exceptions/{exception}         401  403  403  403  403  403  403    +
POST   finance/exceptions/{exception}/assign  401  403  403  403  403  403  403    +
POST   finance/exceptions/{exception}/notes   401  403  403  403  403  403  403    +
POST   finance/exceptions/{exception}/look-again 401  403  403  403  403  403  403    +
POST   finance/exceptions/{exception}/remedies 401  403  403  403  403  403  403    +
POST   finance/remedies/{remedy}/accept       401  403  403  403  403  403  403    +
POST   finance/remedies/{remedy}/refuse       401  403  403  403  403  403  403    +
GET    finance/reconciliations                401  403  403  403  403  403  403    +
POST   finance/reconciliations                401  403  403  403  403  403  403    +
GET    finance/reconciliations/{run}          401  403  403  403  403  403  403    +
GET    finance/reconciliations/{run}/lines    401  403  403  403  403  403  403    +
POST   finance/reconciliations/{run}/sign-off 401  403  403  403  403  403  403    +
GET    solvency                                 +    +    +    +    +    +    +    +
"""

# Who belongs to the sponsor in a role that is not the owner's: at each door where an owner is heard otherwise than a
# stranger. Everywhere else they are strangers.
ROLES = ["manager", "judge", "finance", "viewer"]
MEMBERS = """
                                              man  jdg  fin  viw
DELETE tokens/{token}                          404  404  404  404
GET    sponsors/{sponsor}                        +    +    +    +
PATCH  sponsors/{sponsor}                      403  403  403  403
GET    sponsors/{sponsor}/service-level          +    +    +    +
POST   sponsors/{sponsor}/service-level        403  403  403  403
GET    sponsors/{sponsor}/service-clocks         +    +    +    +
GET    sponsors/{sponsor}/statement              +  403    +  403
POST   sponsors/{sponsor}/pay-debt               +  403    +  403
GET    sponsors/{sponsor}/members                +    +    +    +
POST   sponsors/{sponsor}/members              403  403  403  403
PATCH  sponsors/{sponsor}/members/{member}     403  403  403  403
DELETE sponsors/{sponsor}/members/{member}     403  403  403  403
DELETE invitations/{invitation}                404  404  404  404
POST   challenges/{draft}/templates              +  403  403  403
POST   challenges/{public}/templates             +  403  403  403
GET    sponsors/{sponsor}/templates              +    +    +    +
PATCH  templates/{template}                      +  403  403  403
DELETE templates/{template}                      +  403  403  403
POST   templates/{template}/drafts               +  403  403  403
POST   challenges/{draft}/rehearse               +  403  403  403
POST   challenges/{draft}/submit                 +  403  403  403
POST   challenges/{public}/submit                +  403  403  403
POST   challenges/{draft}/fund                   +  403    +  403
POST   challenges/{public}/fund                  +  403    +  403
GET    challenges/{draft}/funding                +    +    +    +
POST   challenges/{draft}/contributions          +    +    +    +
POST   challenges/{draft}/raises                 +  403    +  403
GET    contributions/{contribution}              +    +    +    +
POST   contributions/{contribution}/withdraw     +  403    +  403
GET    challenges/{draft}/timeline               +    +    +    +
PUT    answers/{answer}/vote                   403  403  403  403
POST   answers/{answer}/accept                   +  403  403  403
PUT    ideas/{idea}/vote                       403  403  403  403
POST   ideas/{idea}/answer                       +  403  403  403
POST   ideas/{idea}/merge                        +  403  403  403
POST   challenges/{open}/questions             403  403  403  403
GET    challenges/{draft}/questions              +    +    +    +
POST   challenges/{draft}/questions            403  403  403  403
POST   questions/{question}/answer               +  403  403  403
GET    challenges/{draft}                        +    +    +    +
PATCH  challenges/{draft}                        +  403  403  403
PATCH  challenges/{public}                       +  403  403  403
POST   challenges/{draft}/cancel                 +  403  403  403
POST   challenges/{public}/cancel                +  403  403  403
GET    challenges/{draft}/amendments             +    +    +    +
GET    challenges/{draft}/payability             +    +    +    +
POST   challenges/{open}/entries               403  403  403  403
GET    challenges/{draft}/entries                +    +    +    +
POST   challenges/{draft}/entries                +    +    +    +
GET    entries/{entry}/messages                  +  404  404  404
POST   entries/{entry}/messages                  +  404  404  404
POST   messages/{message}/report               403  404  404  404
GET    challenges/{draft}/judges                 +    +    +    +
POST   challenges/{draft}/judges                 +  403  403  403
GET    challenges/{public}/judges                +    +    +    +
POST   challenges/{public}/judges                +  403  403  403
GET    challenges/{draft}/judging                +    +    +    +
GET    challenges/{public}/judging               +    +    +    +
GET    challenges/{draft}/ranking                +    +    +    +
GET    challenges/{public}/ranking               +    +    +    +
GET    challenges/{draft}/calibration            +    +    +    +
GET    challenges/{public}/calibration           +    +    +    +
GET    challenges/{draft}/coverage               +    +    +    +
GET    challenges/{public}/coverage              +    +    +    +
POST   challenges/{draft}/tie-breaks           403  403  403  403
GET    judging/files/{file}                      +    +    +    +
GET    challenges/{queue}/queue                  +    +    +    +
POST   challenges/{queue}/queue/take             +  403  403  403
POST   entries/{queued}/give-back                +  404  404  404
POST   entries/{queued}/accept                   +  404  404  404
POST   entries/{queued}/reject                   +  404  404  404
POST   entries/{queued}/request-changes          +  404  404  404
GET    challenges/{draft}/screening              +  403  403  403
GET    challenges/{public}/screening             +  403  403  403
GET    challenges/{draft}/gallery                +    +    +    +
GET    challenges/{public}/gallery               +    +    +    +
GET    challenges/{draft}/ballot                 +    +    +    +
PUT    challenges/{draft}/ballot                 +    +    +    +
GET    challenges/{draft}/tally                  +    +    +    +
GET    challenges/{draft}/recount                +    +    +    +
POST   challenges/{draft}/decide                 +  403  403  403
POST   challenges/{public}/decide                +  403  403  403
GET    challenges/{draft}/results                +    +    +    +
GET    challenges/{public}/results               +    +    +    +
GET    challenges/{draft}/result-bundle          +    +    +    +
GET    challenges/{public}/result-bundle         +    +    +    +
GET    awards/{award}                            +    +    +    +
POST   awards/{award}/papers/extend              +  404  404  404
POST   awards/{award}/appeal                   403  403  403  403
POST   appeals/{appeal}/answer                   +  404  404  404
GET    appeals/{appeal}/rereview                 +  404  404  404
POST   notifications/{notification}/read       404  404  404  404
"""

# Who has agreed to a part of the solver's entries: at each door where a solver is heard otherwise than a stranger.
MATES = """
                                              mate
PUT    answers/{answer}/vote                     +
PUT    ideas/{idea}/vote                         +
POST   amendments/{amendment}/answer           404
GET    entries/{entry}                           +
PATCH  entries/{entry}                         403
POST   entries/{written}/files                   +
GET    entries/{written}/files/{file}            +
DELETE entries/{written}/files/{file}          403
POST   entries/{written}/consent                 +
POST   entries/{entry}/mend                    403
POST   disqualifications/{charge}/answer       404
POST   entries/{entry}/submit                    +
POST   entries/{entry}/withdraw                403
GET    entries/{entry}/messages                  +
POST   entries/{entry}/messages                403
POST   messages/{message}/report               403
GET    entries/{queued}/position               404
GET    entries/{queued}/verdicts               404
GET    renditions/{rendition}                    +
GET    entries/{entry}/feedback                  +
GET    challenges/{public}/results               +
GET    challenges/{public}/result-bundle         +
GET    awards/{award}                            +
POST   awards/{award}/accept                   403
POST   awards/{award}/decline                  403
GET    awards/{award}/papers                     +
POST   awards/{award}/papers/rights              +
POST   awards/{award}/papers/extend            403
GET    awards/{award}/papers/signed              +
POST   awards/{award}/appeal                     +
POST   entries/{entry}/appeal                  403
GET    payouts/{payout}                        404
"""

# A body that gets past the serializers, where without one everybody hears 400 before anyone looks at their rights.
BODIES: dict[str, dict[str, Any]] = {
    "PATCH sponsors/{sponsor}": {"about": "We keep things cold."},
    "POST sponsors/{sponsor}/members": {"email": "new@example.com", "role": "viewer"},
    "PATCH sponsors/{sponsor}/members/{member}": {"role": "owner"},
    "POST challenges/{draft}/templates": {"name": "Another"},
    "POST challenges/{public}/templates": {"name": "Another"},
    "PATCH templates/{template}": {"name": "Another"},
    "POST sponsors/{sponsor}/service-level": {"plan": "business", "calendar": "berlin"},
    "POST sponsors/{sponsor}/pay-debt": {"currency": "usd"},
    "POST finance/disputes/{dispute}/evidence": {"text": "We delivered.", "reason": "We can show it."},
    "POST finance/disputes/{dispute}/accept": {"reason": "We can't."},
    "POST finance/write-offs": {"sponsor": "x", "amount": 1, "currency": "usd", "reason": "Gone."},
    "POST finance/write-offs/{write_off}/agree": {"reason": "Gone."},
    "POST finance/write-offs/{write_off}/decline": {"reason": "Not gone."},
    "POST challenges/{draft}/request-changes": {"reason": "Unclear."},
    "POST challenges/{draft}/reject": {"reason": "Unclear."},
    "PATCH challenges/{draft}": {"title": "Another title"},
    "PATCH challenges/{public}": {"title": "Another title"},
    "POST challenges/{draft}/cancel": {"reason": "client_request"},
    "POST challenges/{public}/cancel": {"reason": "client_request"},
    "POST challenges/{draft}/raises": {"rank": 1, "amount": 1_000},
    "POST challenges/{public}/raises": {"rank": 1, "amount": 1_000},
    "POST challenges/{draft}/pause": {"reason": "A leak is looked into."},
    "POST challenges/{public}/pause": {"reason": "A leak is looked into."},
    "POST challenges/{public}/amendments": {"changes": {"title": "Another"}, "reason": "A mistake."},
    "POST amendments/{amendment}/answer": {"agrees": True},
    "POST challenges/{open}/questions": {"body": "Which one?"},
    "POST challenges/{draft}/questions": {"body": "Which one?"},
    "POST questions/{question}/answer": {"answer": "The second."},
    "POST challenges/{open}/entries": {"title": "An entry", "accept_terms": True},
    "POST challenges/{draft}/entries": {"title": "An entry", "accept_terms": True},
    "POST challenges/{draft}/judges": {"email": "nobody@example.com"},
    "POST challenges/{public}/judges": {"email": "nobody@example.com"},
    "PUT answers/{answer}/vote": {"value": 1},
    "POST entries/{queued}/reject": {"reason": "No."},
    "POST entries/{queued}/request-changes": {"reason": "Shorter."},
    "PUT ideas/{idea}/vote": {"value": 1},
    "POST ideas/{idea}/comments": {"body": "Thanks."},
    "POST ideas/{idea}/answer": {"status": "planned", "note": "In spring."},
    "POST ideas/{idea}/merge": {"into": str(uuid4()), "note": "The same."},
    "POST answers/{answer}/comments": {"body": "Thanks."},
    "PUT entries/{entry}/notes": {"notes": "Compare it with the other one."},
    "PUT entries/{entry}/scorecard": {"conflict": True, "scores": [], "submit": False},
    "PUT challenges/{draft}/ballot": {"marks": []},
    "PUT challenges/{public}/ballot": {"marks": []},
    "POST ballot-flags/{ballot_flag}/dismiss": {"reason": "A couple."},
    "POST ballot-flags/{ballot_flag}/uphold": {"reason": "One person."},
    "POST ballots/{ballot}/void": {"reason": "One person."},
    "POST challenges/{draft}/tie-breaks": {"entries": [str(uuid4()), str(uuid4())], "reason": "Neater."},
    "POST challenges/{public}/tie-breaks": {"entries": [str(uuid4()), str(uuid4())], "reason": "Neater."},
    "POST challenges/{draft}/decide": {"awards": []},
    "POST challenges/{public}/decide": {"awards": []},
    "POST challenges/{public}/consent-departure": {"reason": "Well argued."},
    "POST entries/{entry}/messages": {"body": "When?"},
    "POST messages/{message}/report": {"reason": "Rude."},
    "POST messages/{message}/dismiss": {"reason": "Not rude."},
    "POST messages/{message}/hide": {"reason": "Rude."},
    "POST similarity-flags/{flag}/dismiss": {"reason": "Looked at."},
    "POST similarity-flags/{flag}/uphold": {"reason": "Looked at."},
    "POST entries/{entry}/screen": {"verdict": "qualified"},
    "POST entries/{entry}/disqualify": {"reason": "Copied."},
    "POST disqualifications/{charge}/answer": {"answer": "Not so."},
    "POST disqualifications/{charge}/decide": {"outcome": "dropped", "reason": "Not so."},
    "POST entries/{entry}/appeal": {"reason": "It was wrong."},
    "POST awards/{award}/papers/rights": {"legal_name": "Sam Solver", "sha256": "0" * 64},
    "POST awards/{award}/appeal": {"reason": "It was late."},
    "POST appeals/{appeal}/answer": {"text": "Not so."},
    "POST appeals/{appeal}/rereview": {"reason": "Misread."},
    "POST appeals/{appeal}/rereview/scores": {"conflict": False, "finding": "It holds.", "scores": []},
    "POST appeals/{appeal}/decide": {"outcome": "upheld", "reason": "Rightly so."},
    "POST finance/periods/{month}/take-back": {"reason": "Looked at."},
    "POST finance/periods/{month}/reopen": {"reason": "Looked at."},
    "POST payouts/{payout}/approve": {"reason": "Looked at."},
    "POST payouts/{payout}/hold": {"reason": "Looked at."},
    "POST payouts/{payout}/release": {"reason": "Looked at."},
    "POST finance/exceptions/{exception}/assign": {"owner": None},
    "POST finance/exceptions/{exception}/notes": {"text": "Looked at."},
    "POST finance/exceptions/{exception}/look-again": {"reason": "It may match by now."},
    "POST finance/exceptions/{exception}/remedies": {"name": "escalate", "reason": "Whose is it?"},
    "POST finance/remedies/{remedy}/accept": {"reason": "Looked at."},
    "POST finance/remedies/{remedy}/refuse": {"reason": "Looked at."},
    "POST finance/reconciliations/{run}/sign-off": {"note": "Looked at."},
    "POST payouts/{payout}/retry": {"reason": "Looked at."},
    "POST payouts/{payout}/cancel": {"reason": "Looked at."},
    "POST payouts/approvals": {"payouts": ["00000000-0000-7000-8000-000000000000"]},
}

# Whoever is let through here makes us call Stripe.
CALLS_STRIPE = {"POST payee/onboarding", "GET finance/summary", "POST finance/exceptions/{exception}/look-again"}

# Outside the API; 302 leads to the sign-in page.
PAGES = """
                        vis  str  own  sol  jdg  mod  arb  fin
livez                   200  200  200  200  200  200  200  200
readyz                  200  200  200  200  200  200  200  200
metrics                 200  200  200  200  200  200  200  200
stripe/webhook          405  405  405  405  405  405  405  405
stripe/connect-webhook  405  405  405  405  405  405  405  405
api/v1/schema           200  200  200  200  200  200  200  200
api/v1/docs             200  200  200  200  200  200  200  200
admin/                  302  302  302  302  302  200  200  200
accounts/email/         302  200  200  200  200  200  200  200
{root}                  200  200  200  200  200  200  200  200
challenges              200  200  200  200  200  200  200  200
challenges/feed         200  200  200  200  200  200  200  200
clock                   200  200  200  200  200  200  200  200
style                   200  200  200  200  200  200  200  200
mine                    302  200  200  200  200  200  200  200
mine/onboarding         405  405  405  405  405  405  405  405
.well-known/laurel-keys.json  200  200  200  200  200  200  200  200
solvency                200  200  200  200  200  200  200  200
help                    200  200  200  200  200  200  200  200
help/sponsors           200  200  200  200  200  200  200  200
sponsors/{sponsor}      200  200  200  200  200  200  200  200
sponsors/{sponsor}/badge.svg 200 200 200  200  200  200  200  200
people                  200  200  200  200  200  200  200  200
people/{handle}         200  200  200  200  200  200  200  200
people/{handle}/picture.png 200 200 200  200  200  200  200  200
challenges/{public}     200  200  200  200  200  200  200  200
challenges/{public}/calendar.ics 200  200  200  200  200  200  200  200
challenges/{public}/card.svg 200  200  200  200  200  200  200  200
challenges/{public}/badge.svg 200  200  200  200  200  200  200  200
challenges/{public}/picture.png 200  200  200  200  200  200  200  200
challenges/{draft}/calendar.ics 404  404  200  404  404  200  200  200
challenges/{draft}/card.svg 404  404  404  404  404  404  404  404
challenges/{draft}/badge.svg 404  404  404  404  404  404  404  404
challenges/{draft}/picture.png 404  404  404  404  404  404  404  404
sitemap.xml             200  200  200  200  200  200  200  200
sitemap-pages.xml       200  200  200  200  200  200  200  200
favicon.ico             302  302  302  302  302  302  302  302
robots.txt              200  200  200  200  200  200  200  200
challenges/{draft}      404  404  200  404  404  200  200  200
challenges/{open}/enter     302  200  200  200  200  200  200  200
challenges/{draft}/enter    302  404  200  404  404  200  200  200
entries/{written}           302  404  404  200  404  404  404  404
entries/{written}/files     302  404  404  200  404  404  404  404
entries/{written}/files/{file} 302 404  404  200  404  404  404  404
entries/{entry}/versions/1  302  404  404  200  404  404  404  404
entries/{entry}/feedback    302  404  404  200  404  404  404  404
entries/{entry}/receipts/1  302  404  404  200  404  404  404  404
entries/{entry}/receipts/1.json 302 404 404  200  404  404  404  404
entries/{written}/team      302  404  404  200  404  404  404  404
entries/{written}/consent   302  404  404  404  404  404  404  404
entries/{written}/mend      302  404  404  404  404  404  404  404
entries/{entry}/appeal      302  404  404  200  404  404  404  404
challenges/{open}/ask       302  200  404  200  200  200  200  200
charges/{charge}            302  404  404  200  404  404  404  404
appeals/{appeal}            302  404  200  404  404  404  200  404
amendments/{amendment}      302  404  404  200  404  404  404  404
awards/{award}              302  404  404  200  404  404  404  404
awards/{award}/appeal       302  404  404  200  404  404  404  404
mine/tax-form           302  200  200  200  200  200  200  200
mine/earnings               302  200  200  200  200  200  200  200
entries/{written}/withdraw  405  405  405  405  405  405  405  405
challenges/{draft}/rehearsal 302  404  200  404  404  404  404  404
challenges/{public}/entries 302 403 200  403  200  200  200  403
challenges/{public}/entries/{entry}/screen 405 405 405 405 405 405 405 405
challenges/{public}/panel 302  403  200  403  403  200  200  403
challenges/{public}/ranking 302 403 200  403  403  200  200  403
challenges/{asked}/decide 302  403  200  403  403  403  403  403
challenges/{asked}/answers/{answer}/accept 405 405 405 405 405 405 405 405
challenges/{public}/decide 302 403  200  403  403  403  403  403
challenges/{public}/ballot 409 409  409  409  409  409  409  409
challenges/{queue}/review-queue 302 403 200 403 403 200  200  403
challenges/{queue}/review-queue/take 405 405 405 405 405 405 405 405
challenges/{queue}/review-queue/{queued}/give-back 405 405 405 405 405 405 405 405
judging                 302  200  200  200  200  200  200  200
judging/seats/{judgeship}/accept  405  405  405  405  405  405  405  405
judging/seats/{judgeship}/decline 405  405  405  405  405  405  405  405
judging/{public}        302  404  404  404  302  404  404  404
judging/{public}/{entry} 302  404  404  404  200  404  404  404
judging/{public}/{entry}/statement 405  405  405  405  405  405  405  405
judging/{public}/{entry}/save 405  405  405  405  405  405  405  405
account                 302  200  200  200  200  200  200  200
account/tokens          302  200  200  200  200  200  200  200
account/tokens/{token}/revoke 405  405  405  405  405  405  405  405
account/sessions/1/end  405  405  405  405  405  405  405  405
account/notifications   302  200  200  200  200  200  200  200
account/data            302  200  200  200  200  200  200  200
account/data/export     302  200  200  200  200  200  200  200
account/delete          405  405  405  405  405  405  405  405
account/gone            200  200  200  200  200  200  200  200
language                405  405  405  405  405  405  405  405
mail/{unsubscribing}    200  200  200  200  200  200  200  200
news                    302  200  200  200  200  200  200  200
news/read               405  405  405  405  405  405  405  405
news/{notification}     405  405  405  405  405  405  405  405
post                    302  200  200  200  200  200  200  200
challenges/{draft}/edit/review  302  404  200  404  404  404  404  404
challenges/{draft}/edit/details  302  404  200  404  404  404  404  404
challenges/{draft}/fund  302  404  200  404  404  404  404  404
challenges/{draft}/funding  302  404  200  404  404  404  404  404
challenges/{public}/questions  200  200  200  200  200  200  200  200
challenges/{draft}/questions  404  404  200  404  404  200  200  200
review                  302  404  404  404  404  200  200  404
review/waiting/charges  302  404  404  404  404  200  200  404
review/waiting/appeals  302  404  404  404  404  404  200  404
review/appeals/{appeal} 302  404  404  404  404  404  200  404
review/appeals/{appeal}/scores 302 404 404 404 404 404 200 404
review/charges/{charge} 302  404  404  404  404  200  200  404
review/entries/{entry}/charge 302 404 404 404 404 200 404 404
review/likenesses/{flag} 302 404  404  404  404  200  404  404
review/messages/{message} 302 404 404  404  404  200  404  404
review/votes/{public}   302  404  404  404  404  200  200  404
review/departures/{public} 302 404 404 404  404  200  404  404
ideas/{idea}            200  200  200  200  200  200  200  200
answers/{answer}        200  200  200  200  200  200  200  200
mine/messages           302  200  200  200  200  200  200  200
entries/{entry}/messages 302 404  200  200  404  200  404  404
messages/{message}/report 302 404 404  200  404  404  404  404
challenges/{open}/manage 302 404 200 404 404 404 404 404
challenges/{draft}/manage 302 404 200 404 404 404 404 404
challenges/{open}/terms/details 302 404 200 404 404 404 404 404
challenges/{open}/propose/details 302 404 404 404 404 200 404 404
challenges/{draft}/propose/details 302 404 404 404 404 200 404 404
challenges/{open}/changes 200 200 200 200 200 200 200 200
challenges/{draft}/changes 404 404 200 404 404 200 200 200
challenges/{open}/call-off 302 404 200 404 404 404 404 404
challenges/{open}/pause 302 404 404 404 404 200 404 404
challenges/{open}/raise 302 404 200 404 404 404 404 404
challenges/{open}/back  302 200 200 200 200 200 200 200
challenges/{draft}/back 302 404 200 404 404 200 200 200
challenges/{open}/payments 302 200 200 200 200 200 200 200
challenges/{draft}/payments 302 404 200 404 404 200 200 200
payments/{contribution}/withdraw 405 405 405 405 405 405 405 405
challenges/{draft}/template 302 404 200 404 404 404 404 404
sponsors/{sponsor}/profile 302 404 200 404 404 404 404 404
sponsors/{sponsor}/members 302 404 200 404 404 404 404 404
sponsors/{sponsor}/statements 302 404 200 404 404 404 404 404
sponsors/{sponsor}/promise 302 404 200 404 404 404 404 404
sponsors/{sponsor}/debt 302 404 200 404 404 404 404 404
invitations/{invitation} 302 404 200 404 404 404 404 404
sponsors/{sponsor}/templates 302 404 200 404 404 404 404 404
templates/{template}    302 404 200 404 404 404 404 404
review/{draft}          302  404  404  404  404  200  404  404
review/sponsors/{sponsor}  405  405  405  405  405  405  405  405
"""

# What a POST of an empty form hears outside the API: `in` leads to the sign-in page, 302 elsewhere; 503 calls Stripe.
FORMS = """
                                                          vis  str  own  sol  jdg  mod  arb  fin
stripe/webhook                                            400  400  400  400  400  400  400  400
stripe/connect-webhook                                    400  400  400  400  400  400  400  400
mine/onboarding                                            in  503  503  503  503  503  503  503
livez                                                     200  200  200  200  200  200  200  200
readyz                                                    200  200  200  200  200  200  200  200
metrics                                                   200  200  200  200  200  200  200  200
admin/                                                    302  302  302  302  302  200  200  200
accounts/email/                                            in  302  302  302  302  302  302  302
challenges/feed                                           200  200  200  200  200  200  200  200
challenges/{open}/enter                                    in  200  200  200  200  200  200  200
challenges/{draft}/enter                                   in  404  200  404  404  200  200  200
entries/{written}                                          in  404  404  422  404  404  404  404
entries/{written}/files                                    in  404  404  422  404  404  404  404
entries/{written}/team                                     in  404  404  200  404  404  404  404
entries/{written}/consent                                  in  404  404  404  404  404  404  404
entries/{written}/mend                                     in  404  404  404  404  404  404  404
entries/{entry}/appeal                                     in  404  404  200  404  404  404  404
challenges/{open}/ask                                      in  200  404  200  200  200  200  200
charges/{charge}                                           in  404  404  200  404  404  404  404
appeals/{appeal}                                           in  404  200  404  404  404  200  404
amendments/{amendment}                                     in  404  404  302  404  404  404  404
awards/{award}                                             in  404  404  200  404  404  404  404
awards/{award}/appeal                                      in  404  404  200  404  404  404  404
mine/tax-form                                              in  200  200  200  200  200  200  200
entries/{written}/withdraw                                 in  404  404  302  404  404  404  404
challenges/{draft}/rehearsal                               in  404  200  404  404  404  404  404
challenges/{public}/entries/{entry}/screen                 in  404  404  404  404  404  404  404
challenges/{public}/panel                                  in  403  200  403  403  200  200  403
challenges/{public}/ranking                                in  403  200  403  403  200  200  403
challenges/{asked}/decide                                  in  403  200  403  403  403  403  403
challenges/{asked}/answers/{answer}/accept                 in  403  302  403  403  403  403  403
challenges/{public}/decide                                 in  403  200  403  403  403  403  403
challenges/{public}/ballot                                 in  409  409  409  409  409  409  409
challenges/{queue}/review-queue                            in  403  200  403  403  200  200  403
challenges/{queue}/review-queue/take                       in  403  302  403  403  403  302  403
challenges/{queue}/review-queue/{queued}/give-back         in  404  302  404  404  404  302  404
judging/seats/{judgeship}/accept                           in  404  404  404  302  404  404  404
judging/seats/{judgeship}/decline                          in  404  404  404  302  404  404  404
judging/{public}/{entry}                                   in  404  404  404  302  404  404  404
judging/{public}/{entry}/statement                         in  404  404  404  409  404  404  404
judging/{public}/{entry}/save                              in  404  404  404  200  404  404  404
account                                                    in  200  200  200  200  200  200  200
account/tokens                                             in  200  200  200  200  200  200  200
account/tokens/{token}/revoke                              in  404  302  404  404  404  404  404
account/sessions/1/end                                     in  404  404  404  404  404  404  404
account/notifications                                      in  302  302  302  302  302  302  302
account/delete                                             in  302  302  302  302  302  302  302
language                                                  403  403  403  403  403  403  403  403
mail/{unsubscribing}                                      200  200  200  200  200  200  200  200
news/read                                                  in  302  302  302  302  302  302  302
news/{notification}                                        in  404  302  404  404  404  404  404
post                                                       in  200  200  200  200  200  200  200
challenges/{draft}/edit/review                             in  404  302  404  404  404  404  404
challenges/{draft}/edit/details                            in  404  200  404  404  404  404  404
challenges/{draft}/fund                                    in  404  200  404  404  404  404  404
challenges/{public}/questions                              in  200  200  200  200  200  200  200
challenges/{draft}/questions                              404  404  200  404  404  200  200  200
review/appeals/{appeal}                                    in  404  404  404  404  404  200  404
review/appeals/{appeal}/scores                             in  404  404  404  404  404  200  404
review/charges/{charge}                                    in  404  404  404  404  200  200  404
review/entries/{entry}/charge                              in  404  404  404  404  200  404  404
review/likenesses/{flag}                                   in  404  404  404  404  200  404  404
review/messages/{message}                                  in  404  404  404  404  200  404  404
review/votes/{public}                                      in  404  404  404  404  200  200  404
review/departures/{public}                                 in  404  404  404  404  200  404  404
ideas/{idea}                                               in  200  200  200  200  200  200  200
answers/{answer}                                           in  200  200  200  200  200  200  200
entries/{entry}/messages                                   in  404  200  200  404  200  404  404
messages/{message}/report                                  in  404  404  200  404  404  404  404
challenges/{open}/terms/details                            in  404  200  404  404  404  404  404
challenges/{open}/propose/details                          in  404  404  404  404  200  404  404
challenges/{draft}/propose/details                         in  404  404  404  404  200  404  404
challenges/{open}/call-off                                 in  404  200  404  404  404  404  404
challenges/{open}/pause                                    in  404  404  404  404  200  404  404
challenges/{open}/raise                                    in  404  200  404  404  404  404  404
challenges/{open}/back                                     in  200  200  200  200  200  200  200
challenges/{draft}/back                                    in  404  200  404  404  200  200  200
payments/{contribution}/withdraw                           in  404  302  404  404  404  404  404
challenges/{draft}/template                                in  404  200  404  404  404  404  404
sponsors/{sponsor}/profile                                 in  404  200  404  404  404  404  404
sponsors/{sponsor}/members                                 in  404  200  404  404  404  404  404
sponsors/{sponsor}/promise                                 in  404  200  404  404  404  404  404
sponsors/{sponsor}/debt                                    in  404  200  404  404  404  404  404
invitations/{invitation}                                   in  404  302  404  404  404  404  404
templates/{template}                                       in  404  200  404  404  404  404  404
review/{draft}                                             in  404  404  404  404  200  404  404
review/sponsors/{sponsor}                                  in  404  404  404  404  302  404  404
"""

# They look at nothing but the address, or, of others' making, at the session.
ANY_METHOD = {
    *("livez", "readyz", "metrics", "challenges/feed", "admin/", "accounts/email/"),
}

# The sponsor's other people and the solver's team, as MEMBERS and MATES, at pages and their forms.
PAGES_OF_MEMBERS = """
                                                          man  jdg  fin  viw
GET  challenges/{draft}/calendar.ics                      200  200  200  200
GET  challenges/{draft}                                   200  200  200  200
GET  challenges/{draft}/enter                             200  200  200  200
POST challenges/{draft}/enter                             200  200  200  200
GET  challenges/{open}/ask                                404  404  404  404
POST challenges/{open}/ask                                404  404  404  404
GET  appeals/{appeal}                                     200  404  404  404
POST appeals/{appeal}                                     200  404  404  404
GET  challenges/{draft}/rehearsal                         200  200  200  200
POST challenges/{draft}/rehearsal                         200  200  200  200
GET  challenges/{public}/entries                          200  200  200  200
GET  challenges/{public}/panel                            200  200  200  200
POST challenges/{public}/panel                            200  200  200  200
GET  challenges/{public}/ranking                          200  200  200  200
POST challenges/{public}/ranking                          200  200  200  200
GET  challenges/{asked}/decide                            200  403  403  403
POST challenges/{asked}/decide                            200  403  403  403
POST challenges/{asked}/answers/{answer}/accept           302  403  403  403
GET  challenges/{public}/decide                           200  403  403  403
POST challenges/{public}/decide                           200  403  403  403
GET  challenges/{queue}/review-queue                      200  200  200  200
POST challenges/{queue}/review-queue                      200  200  200  200
POST challenges/{queue}/review-queue/take                 302  403  403  403
POST challenges/{queue}/review-queue/{queued}/give-back   302  404  404  404
POST account/tokens/{token}/revoke                        404  404  404  404
POST news/{notification}                                  404  404  404  404
GET  challenges/{draft}/edit/review                       200  403  403  403
POST challenges/{draft}/edit/review                       302  403  403  403
GET  challenges/{draft}/edit/details                      200  403  403  403
POST challenges/{draft}/edit/details                      200  403  403  403
GET  challenges/{draft}/fund                              200  200  200  200
POST challenges/{draft}/fund                              200  200  200  200
GET  challenges/{draft}/funding                           200  200  200  200
GET  challenges/{draft}/questions                         200  200  200  200
POST challenges/{draft}/questions                         200  200  200  200
GET  entries/{entry}/messages                             200  404  404  404
POST entries/{entry}/messages                             200  404  404  404
GET  challenges/{open}/manage                             200  200  200  200
GET  challenges/{draft}/manage                            200  200  200  200
GET  challenges/{open}/terms/details                      200  403  403  403
POST challenges/{open}/terms/details                      200  403  403  403
GET  challenges/{draft}/changes                           200  200  200  200
GET  challenges/{open}/call-off                           200  403  403  403
POST challenges/{open}/call-off                           200  403  403  403
GET  challenges/{open}/raise                              200  403  200  403
POST challenges/{open}/raise                              200  403  200  403
GET  challenges/{draft}/back                              200  200  200  200
POST challenges/{draft}/back                              200  200  200  200
GET  challenges/{draft}/payments                          200  200  200  200
POST payments/{contribution}/withdraw                     302  403  302  403
GET  challenges/{draft}/template                          200  403  403  403
POST challenges/{draft}/template                          200  403  403  403
GET  sponsors/{sponsor}/profile                           403  403  403  403
POST sponsors/{sponsor}/profile                           403  403  403  403
GET  sponsors/{sponsor}/members                           200  200  200  200
POST sponsors/{sponsor}/members                           200  200  200  200
GET  sponsors/{sponsor}/statements                        200  403  200  403
GET  sponsors/{sponsor}/promise                           200  200  200  200
POST sponsors/{sponsor}/promise                           200  200  200  200
GET  sponsors/{sponsor}/debt                              200  403  200  403
POST sponsors/{sponsor}/debt                              200  403  200  403
GET  invitations/{invitation}                             404  404  404  404
POST invitations/{invitation}                             404  404  404  404
GET  sponsors/{sponsor}/templates                         200  200  200  200
GET  templates/{template}                                 200  200  200  200
POST templates/{template}                                 200  200  200  200
"""
PAGES_OF_MATES = """
                                                         mate
GET  entries/{written}                                    200
POST entries/{written}                                    422
GET  entries/{written}/files                              200
POST entries/{written}/files                              422
GET  entries/{written}/files/{file}                       200
GET  entries/{entry}/versions/1                           200
GET  entries/{entry}/feedback                             200
GET  entries/{entry}/receipts/1                           200
GET  entries/{entry}/receipts/1.json                      200
GET  entries/{written}/team                               403
POST entries/{written}/team                               403
GET  entries/{entry}/appeal                               200
POST entries/{entry}/appeal                               200
GET  charges/{charge}                                     404
POST charges/{charge}                                     404
GET  amendments/{amendment}                               404
POST amendments/{amendment}                               404
GET  awards/{award}                                       200
POST awards/{award}                                       200
GET  awards/{award}/appeal                                200
POST awards/{award}/appeal                                200
POST entries/{written}/withdraw                           403
GET  entries/{entry}/messages                             200
POST entries/{entry}/messages                             200
GET  messages/{message}/report                            404
POST messages/{message}/report                            404
"""

# Who belongs to another sponsor that pays too, and who follows an idea: where they are no strangers. Nobody enters or
# votes where they pay; to follow lets nobody through any door.
SUPPORTERS = """
                                              backer follower
PUT    answers/{answer}/vote                   403        +
PUT    ideas/{idea}/vote                       403        +
POST   challenges/{open}/entries               403        +
"""

# Stripe's events, by how they are signed: well, well and sent again, more than 300 seconds ago, with the other door's
# secret, over another body, with a guess, not at all.
WEBHOOKS = """
                        well again  late other  body guess  none
stripe/webhook           204   204   400   400   400   400   400
stripe/connect-webhook   204   204   400   400   400   400   400
"""

# Doors that others built and guard: allauth's account pages, and the rest of the desk.
OTHERS = ("accounts/", "admin/")
