// Calls every method of Clerk's own backend client against the stand-in. Each one works, or is a 404 in the form of
// Clerk's errors; anything else ends the script. What is found must be what docs/backend-methods.md says.
// With WRITE=1 the page is written instead.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createClerkClient } from "@clerk/backend";

const apiUrl = `${process.env.BASE}/dev-clerk`;
const page = process.env.PAGE;
const clerk = createClerkClient({ secretKey: "sk_test_any", apiUrl, telemetry: { disabled: true } });
const version = JSON.parse(
    readFileSync(createRequire(import.meta.url).resolve("@clerk/backend").replace(/dist.*/, "package.json"), "utf8"),
).version;

const text = async (path) => (await fetch(`${apiUrl}${path}`)).text();
const picture = () => new Blob([Buffer.from("iVBORw0KGgo=", "base64")], { type: "image/png" });
const random = Math.random().toString(36).slice(2, 10);
const made = {}; // What later calls need: the resources that earlier ones made.
const keep = (name, call) => async () => (made[name] = await call());

// Type: the class that the client makes of the answer, its list (User[]), or a function that returns whether it is right.
const CALLS = {
    users: {
        createUser: [
            "User",
            keep("user", () =>
                clerk.users.createUser({
                    firstName: "Walter",
                    emailAddress: [`${random}@walk.example`],
                    password: "long-enough",
                    publicMetadata: { a: 1 },
                }),
            ),
        ],
        getUserList: ["User[]", () => clerk.users.getUserList({ userId: [made.user.id], limit: 5, orderBy: "-created_at" })],
        getUser: ["User", () => clerk.users.getUser(made.user.id)],
        getCount: [(count) => count === 1, () => clerk.users.getCount({ query: random })],
        updateUser: ["User", () => clerk.users.updateUser(made.user.id, { lastName: "Walk" })],
        updateUserMetadata: ["User", () => clerk.users.updateUserMetadata(made.user.id, { publicMetadata: { b: 2 } })],
        replaceUserMetadata: ["User", () => clerk.users.replaceUserMetadata(made.user.id, { privateMetadata: { c: 3 } })],
        updateUserProfileImage: ["User", () => clerk.users.updateUserProfileImage(made.user.id, { file: picture() })],
        deleteUserProfileImage: ["User", () => clerk.users.deleteUserProfileImage(made.user.id)],
        verifyPassword: [
            ({ verified }) => verified === true,
            () => clerk.users.verifyPassword({ userId: made.user.id, password: "long-enough" }),
        ],
        setPasswordCompromised: ["User", () => clerk.users.setPasswordCompromised(made.user.id)],
        unsetPasswordCompromised: ["User", () => clerk.users.unsetPasswordCompromised(made.user.id)],
        removePassword: [(user) => user.passwordEnabled === false, () => clerk.users.removePassword(made.user.id)],
        replaceUserEmailAddress: [
            "EmailAddress",
            () => clerk.users.replaceUserEmailAddress(made.user.id, { emailAddress: `other-${random}@walk.example` }),
        ],
        replaceUserPhoneNumber: [
            "PhoneNumber",
            () => clerk.users.replaceUserPhoneNumber(made.user.id, { phoneNumber: "+15555550123" }),
        ],
        verifyTOTP: [
            ({ verified, code_type }) => verified === true && code_type === "totp",
            () => clerk.users.verifyTOTP({ userId: "user_grace", code: "424242" }),
        ],
        deleteUserBackupCodes: [Boolean, () => clerk.users.deleteUserBackupCodes("user_grace")],
        deleteUserTOTP: [Boolean, () => clerk.users.deleteUserTOTP("user_grace")],
        disableUserMFA: [Boolean, () => clerk.users.disableUserMFA("user_grace")],
        lockUser: ["User", () => clerk.users.lockUser(made.user.id)],
        unlockUser: ["User", () => clerk.users.unlockUser(made.user.id)],
        banUser: ["User", () => clerk.users.banUser(made.user.id)],
        unbanUser: ["User", () => clerk.users.unbanUser(made.user.id)],
        getOrganizationMembershipList: [
            "OrganizationMembership[]",
            () => clerk.users.getOrganizationMembershipList({ userId: "user_grace", limit: 1 }),
        ],
        getOrganizationInvitationList: [
            "OrganizationInvitation[]",
            async () => {
                const { emailAddresses } = await clerk.users.getUser(made.user.id);
                await clerk.organizations.createOrganizationInvitation({
                    organizationId: "org_acme",
                    emailAddress: emailAddresses.at(-1).emailAddress,
                    role: "org:member",
                });
                return clerk.users.getOrganizationInvitationList({ userId: made.user.id, status: "pending" });
            },
        ],
        getUserOauthAccessToken: ["OauthAccessToken[]", () => clerk.users.getUserOauthAccessToken(made.user.id, "google")],
        deleteUserPasskey: [
            "DeletedObject",
            () => clerk.users.deleteUserPasskey({ userId: made.user.id, passkeyIdentificationId: "idn_none" }),
        ],
        deleteUserWeb3Wallet: [
            "DeletedObject",
            () => clerk.users.deleteUserWeb3Wallet({ userId: made.user.id, web3WalletIdentificationId: "idn_none" }),
        ],
        deleteUserExternalAccount: [
            "DeletedObject",
            () => clerk.users.deleteUserExternalAccount({ userId: made.user.id, externalAccountId: "eac_none" }),
        ],
        // Last, with a user of its own.
        deleteUser: [
            "DeletedObject",
            async () => clerk.users.deleteUser((await clerk.users.createUser({ firstName: "Short" })).id),
        ],
    },
    organizations: {
        createOrganization: [
            "Organization",
            keep("organization", () =>
                clerk.organizations.createOrganization({
                    name: `Walk ${random}`,
                    slug: `walk-${random}`,
                    createdBy: "user_ada",
                    maxAllowedMemberships: 9,
                    publicMetadata: { a: 1 },
                }),
            ),
        ],
        getOrganizationList: [
            "Organization[]",
            () => clerk.organizations.getOrganizationList({ includeMembersCount: true, query: "walk", orderBy: "-name" }),
        ],
        getOrganization: ["Organization", () => clerk.organizations.getOrganization({ slug: made.organization.slug })],
        updateOrganization: [
            "Organization",
            () => clerk.organizations.updateOrganization(made.organization.id, { name: "Walks", adminDeleteEnabled: false }),
        ],
        updateOrganizationMetadata: [
            "Organization",
            () => clerk.organizations.updateOrganizationMetadata(made.organization.id, { publicMetadata: { b: 2 } }),
        ],
        replaceOrganizationMetadata: [
            "Organization",
            () => clerk.organizations.replaceOrganizationMetadata(made.organization.id, { privateMetadata: { c: 3 } }),
        ],
        updateOrganizationLogo: [
            "Organization",
            () =>
                clerk.organizations.updateOrganizationLogo(made.organization.id, {
                    file: picture(),
                    uploaderUserId: "user_ada",
                }),
        ],
        deleteOrganizationLogo: ["Organization", () => clerk.organizations.deleteOrganizationLogo(made.organization.id)],
        createOrganizationMembership: [
            "OrganizationMembership",
            () =>
                clerk.organizations.createOrganizationMembership({
                    organizationId: made.organization.id,
                    userId: made.user.id,
                    role: "org:member",
                }),
        ],
        getOrganizationMembershipList: [
            "OrganizationMembership[]",
            () => clerk.organizations.getOrganizationMembershipList({ organizationId: made.organization.id, limit: 1 }),
        ],
        getInstanceOrganizationMembershipList: [
            "OrganizationMembership[]",
            () => clerk.organizations.getInstanceOrganizationMembershipList({ limit: 1 }),
        ],
        updateOrganizationMembership: [
            "OrganizationMembership",
            () =>
                clerk.organizations.updateOrganizationMembership({
                    organizationId: made.organization.id,
                    userId: made.user.id,
                    role: "org:admin",
                }),
        ],
        updateOrganizationMembershipMetadata: [
            "OrganizationMembership",
            () =>
                clerk.organizations.updateOrganizationMembershipMetadata({
                    organizationId: made.organization.id,
                    userId: made.user.id,
                    publicMetadata: { desk: 7 },
                }),
        ],
        deleteOrganizationMembership: [
            "OrganizationMembership",
            () =>
                clerk.organizations.deleteOrganizationMembership({
                    organizationId: made.organization.id,
                    userId: made.user.id,
                }),
        ],
        createOrganizationInvitation: [
            "OrganizationInvitation",
            keep("organizationInvitation", () =>
                clerk.organizations.createOrganizationInvitation({
                    organizationId: made.organization.id,
                    emailAddress: `a-${random}@guests.example`,
                    role: "org:member",
                    inviterUserId: "user_ada",
                    redirectUrl: "http://localhost:5173/accept",
                }),
            ),
        ],
        createOrganizationInvitationBulk: [
            "OrganizationInvitation[]",
            () =>
                clerk.organizations.createOrganizationInvitationBulk(made.organization.id, [
                    { emailAddress: `b-${random}@guests.example`, role: "org:member" },
                ]),
        ],
        getOrganizationInvitationList: [
            "OrganizationInvitation[]",
            () =>
                clerk.organizations.getOrganizationInvitationList({
                    organizationId: made.organization.id,
                    status: ["pending"],
                }),
        ],
        getOrganizationInvitation: [
            "OrganizationInvitation",
            () =>
                clerk.organizations.getOrganizationInvitation({
                    organizationId: made.organization.id,
                    invitationId: made.organizationInvitation.id,
                }),
        ],
        revokeOrganizationInvitation: [
            "OrganizationInvitation",
            () =>
                clerk.organizations.revokeOrganizationInvitation({
                    organizationId: made.organization.id,
                    invitationId: made.organizationInvitation.id,
                    requestingUserId: "user_ada",
                }),
        ],
        createOrganizationDomain: [
            "OrganizationDomain",
            keep("domain", () =>
                clerk.organizations.createOrganizationDomain({
                    organizationId: made.organization.id,
                    name: `${random}.example`,
                    enrollmentMode: "automatic_invitation",
                }),
            ),
        ],
        getOrganizationDomainList: [
            "OrganizationDomain[]",
            () => clerk.organizations.getOrganizationDomainList({ organizationId: made.organization.id }),
        ],
        updateOrganizationDomain: [
            "OrganizationDomain",
            () =>
                clerk.organizations.updateOrganizationDomain({
                    organizationId: made.organization.id,
                    domainId: made.domain?.id ?? "orgdmn_none",
                    enrollmentMode: "manual_invitation",
                }),
        ],
        deleteOrganizationDomain: [
            "DeletedObject",
            () =>
                clerk.organizations.deleteOrganizationDomain({
                    organizationId: made.organization.id,
                    domainId: made.domain?.id ?? "orgdmn_none",
                }),
        ],
        deleteOrganization: ["DeletedObject", () => clerk.organizations.deleteOrganization(made.organization.id)],
    },
    organizationPermissions: {
        getOrganizationPermissionList: [
            "Permission[]",
            keep("permissions", () => clerk.organizationPermissions.getOrganizationPermissionList()),
        ],
        getOrganizationPermission: [
            "Permission",
            () => clerk.organizationPermissions.getOrganizationPermission(made.permissions.data[0].id),
        ],
        createOrganizationPermission: [
            "Permission",
            keep("permission", () =>
                clerk.organizationPermissions.createOrganizationPermission({
                    name: `Walk ${random}`,
                    key: `org:walks:${random}`,
                }),
            ),
        ],
        updateOrganizationPermission: [
            "Permission",
            () =>
                clerk.organizationPermissions.updateOrganizationPermission({
                    permissionId: made.permission?.id ?? "perm_none",
                    name: "Walk on",
                }),
        ],
        // After the roles, which use the permission.
    },
    organizationRoles: {
        getOrganizationRoleList: ["Role[]", keep("roles", () => clerk.organizationRoles.getOrganizationRoleList())],
        getOrganizationRole: ["Role", () => clerk.organizationRoles.getOrganizationRole(made.roles.data[0].id)],
        createOrganizationRole: [
            "Role",
            keep("role", () => clerk.organizationRoles.createOrganizationRole({ name: "Walker", key: `org:${random}` })),
        ],
        updateOrganizationRole: [
            "Role",
            () =>
                clerk.organizationRoles.updateOrganizationRole({
                    organizationRoleId: made.role?.id ?? "role_none",
                    name: "Runner",
                }),
        ],
        assignPermissionToOrganizationRole: [
            "Role",
            () =>
                clerk.organizationRoles.assignPermissionToOrganizationRole({
                    organizationRoleId: made.role?.id ?? "role_none",
                    permissionId: made.permission?.id ?? "perm_none",
                }),
        ],
        removePermissionFromOrganizationRole: [
            "Role",
            () =>
                clerk.organizationRoles.removePermissionFromOrganizationRole({
                    organizationRoleId: made.role?.id ?? "role_none",
                    permissionId: made.permission?.id ?? "perm_none",
                }),
        ],
        deleteOrganizationRole: [
            "DeletedObject",
            () => clerk.organizationRoles.deleteOrganizationRole(made.role?.id ?? "role_none"),
        ],
    },
    sessions: {
        createSession: ["Session", keep("session", () => clerk.sessions.createSession({ userId: made.user.id }))],
        getSessionList: ["Session[]", () => clerk.sessions.getSessionList({ userId: made.user.id, status: "active" })],
        getSession: ["Session", () => clerk.sessions.getSession(made.session.id)],
        getToken: ["Token", keep("token", () => clerk.sessions.getToken(made.session.id, undefined, 90))],
        verifySession: ["Session", () => clerk.sessions.verifySession(made.session.id, made.token.jwt)],
        refreshSession: [
            "Token",
            () =>
                clerk.sessions.refreshSession(made.session.id, {
                    expired_token: made.token.jwt,
                    refresh_token: "none",
                    request_origin: "http://localhost:5173",
                }),
        ],
        revokeSession: ["Session", () => clerk.sessions.revokeSession(made.session.id)],
    },
    clients: {
        getClientList: [
            "Client[]",
            keep("clients", async () => {
                await fetch(`${apiUrl}/v1/dev_browser`, { method: "POST" });
                return clerk.clients.getClientList();
            }),
        ],
        getClient: ["Client", () => clerk.clients.getClient(made.clients.data[0].id)],
        verifyClient: ["Client", async () => clerk.clients.verifyClient(await text("/token?user=ada"))],
        getHandshakePayload: [Boolean, () => clerk.clients.getHandshakePayload({ nonce: "none" })],
    },
    invitations: {
        createInvitation: [
            "Invitation",
            keep("invitation", () =>
                clerk.invitations.createInvitation({
                    emailAddress: `c-${random}@guests.example`,
                    redirectUrl: "http://localhost:5173/sign-up",
                    publicMetadata: { from: "walk" },
                }),
            ),
        ],
        createInvitationBulk: [
            "Invitation[]",
            () => clerk.invitations.createInvitationBulk([{ emailAddress: `d-${random}@guests.example` }]),
        ],
        getInvitationList: ["Invitation[]", () => clerk.invitations.getInvitationList({ status: "pending" })],
        revokeInvitation: ["Invitation", () => clerk.invitations.revokeInvitation(made.invitation.id)],
        deleteInvitation: ["DeletedObject", () => clerk.invitations.deleteInvitation(made.invitation.id)],
    },
    signInTokens: {
        createSignInToken: [
            "SignInToken",
            keep("signInToken", () =>
                clerk.signInTokens.createSignInToken({ userId: made.user.id, expiresInSeconds: 60 }),
            ),
        ],
        revokeSignInToken: ["SignInToken", () => clerk.signInTokens.revokeSignInToken(made.signInToken.id)],
    },
    actorTokens: {
        create: [
            "ActorToken",
            keep("actorToken", () =>
                clerk.actorTokens.create({ userId: made.user.id, actor: { sub: "user_ada" }, expiresInSeconds: 60 }),
            ),
        ],
        revoke: ["ActorToken", () => clerk.actorTokens.revoke(made.actorToken.id)],
    },
    testingTokens: {
        createTestingToken: [({ token }) => Boolean(token), () => clerk.testingTokens.createTestingToken()],
    },
    emailAddresses: {
        createEmailAddress: [
            "EmailAddress",
            keep("email", () =>
                clerk.emailAddresses.createEmailAddress({
                    userId: made.user.id,
                    emailAddress: `e-${random}@walk.example`,
                    verified: true,
                }),
            ),
        ],
        getEmailAddress: ["EmailAddress", () => clerk.emailAddresses.getEmailAddress(made.email.id)],
        updateEmailAddress: ["EmailAddress", () => clerk.emailAddresses.updateEmailAddress(made.email.id, { primary: false })],
        deleteEmailAddress: ["DeletedObject", () => clerk.emailAddresses.deleteEmailAddress(made.email.id)],
    },
    phoneNumbers: {
        createPhoneNumber: [
            "PhoneNumber",
            keep("phone", () =>
                clerk.phoneNumbers.createPhoneNumber({ userId: made.user.id, phoneNumber: "+15555550199", verified: true }),
            ),
        ],
        getPhoneNumber: ["PhoneNumber", () => clerk.phoneNumbers.getPhoneNumber(made.phone.id)],
        updatePhoneNumber: ["PhoneNumber", () => clerk.phoneNumbers.updatePhoneNumber(made.phone.id, { primary: true })],
        deletePhoneNumber: ["DeletedObject", () => clerk.phoneNumbers.deletePhoneNumber(made.phone.id)],
    },
    jwks: { getJwks: [({ keys }) => keys.length > 0, () => clerk.jwks.getJwks()] },
    jwtTemplates: {
        create: [
            "JwtTemplate",
            keep("template", () => clerk.jwtTemplates.create({ name: `walk-${random}`, claims: { a: 1 }, lifetime: 60 })),
        ],
        list: ["JwtTemplate[]", () => clerk.jwtTemplates.list()],
        get: ["JwtTemplate", () => clerk.jwtTemplates.get(made.template.id)],
        update: [
            "JwtTemplate",
            () => clerk.jwtTemplates.update({ templateId: made.template.id, name: `walk-${random}`, claims: { b: 2 } }),
        ],
        delete: ["DeletedObject", () => clerk.jwtTemplates.delete(made.template.id)],
    },
    machines: {
        create: ["Machine", keep("machine", () => clerk.machines.create({ name: `walk-${random}`, defaultTokenTtl: 60 }))],
        list: ["Machine[]", () => clerk.machines.list({ query: random, orderBy: "name" })],
        get: ["Machine", () => clerk.machines.get(made.machine.id)],
        update: ["Machine", () => clerk.machines.update({ machineId: made.machine.id, name: `on-${random}` })],
        createScope: ["MachineScope", () => clerk.machines.createScope(made.machine.id, made.machine.id)],
        getSecretKey: ["MachineSecretKey", () => clerk.machines.getSecretKey(made.machine.id)],
        rotateSecretKey: [
            "MachineSecretKey",
            () => clerk.machines.rotateSecretKey({ machineId: made.machine.id, previousTokenTtl: 60 }),
        ],
        // The client makes this class of everything that says "deleted".
        deleteScope: ["DeletedObject", () => clerk.machines.deleteScope(made.machine.id, made.machine.id)],
        delete: [
            "DeletedObject",
            async () => clerk.machines.delete((await clerk.machines.create({ name: `short-${random}` })).id),
        ],
    },
    m2m: {
        createToken: [
            "M2MToken",
            keep("m2m", async () =>
                clerk.m2m.createToken({
                    machineSecretKey: (await clerk.machines.getSecretKey(made.machine.id)).secret,
                    secondsUntilExpiration: 60,
                    claims: { a: 1 },
                }),
            ),
        ],
        list: ["M2MToken[]", () => clerk.m2m.list({ subject: made.machine.id, machineSecretKey: "sk_test_any" })],
        verify: ["M2MToken", () => clerk.m2m.verify({ token: made.m2m.token, machineSecretKey: "sk_test_any" })],
        revokeToken: ["M2MToken", () => clerk.m2m.revokeToken({ m2mTokenId: made.m2m.id, machineSecretKey: "sk_test_any" })],
    },
    apiKeys: {
        create: [
            "APIKey",
            keep("apiKey", () =>
                clerk.apiKeys.create({
                    name: `walk ${random}`,
                    subject: made.user.id,
                    scopes: ["read"],
                    claims: { a: 1 },
                    secondsUntilExpiration: 60,
                }),
            ),
        ],
        list: ["APIKey[]", () => clerk.apiKeys.list({ subject: made.user.id })],
        get: ["APIKey", () => clerk.apiKeys.get(made.apiKey.id)],
        getSecret: [({ secret }) => secret === made.apiKey.secret, () => clerk.apiKeys.getSecret(made.apiKey.id)],
        update: ["APIKey", () => clerk.apiKeys.update({ apiKeyId: made.apiKey.id, scopes: ["write"] })],
        verify: ["APIKey", () => clerk.apiKeys.verify(made.apiKey.secret)],
        revoke: ["APIKey", () => clerk.apiKeys.revoke({ apiKeyId: made.apiKey.id, revocationReason: "walked" })],
        delete: ["DeletedObject", () => clerk.apiKeys.delete(made.apiKey.id)],
    },
    oauthApplications: {
        create: [
            "OAuthApplication",
            keep("application", () =>
                clerk.oauthApplications.create({
                    name: `walk ${random}`,
                    redirectUris: ["http://127.0.0.1/callback"],
                    scopes: "profile email",
                }),
            ),
        ],
        list: ["OAuthApplication[]", () => clerk.oauthApplications.list({ nameQuery: random })],
        get: ["OAuthApplication", () => clerk.oauthApplications.get(made.application.id)],
        update: [
            ({ name }) => name === "Walked",
            () => clerk.oauthApplications.update({ oauthApplicationId: made.application.id, name: "Walked" }),
        ],
        rotateSecret: [
            ({ clientSecret }) => Boolean(clientSecret) && clientSecret !== made.application.clientSecret,
            () => clerk.oauthApplications.rotateSecret(made.application.id),
        ],
        revokeToken: [
            () => true, // Clerk answers it without a body.
            async () => {
                made.oauthToken = await text("/credential?type=oauth_token&user=ada");
                const { clientId } = await clerk.idPOAuthAccessToken.verify(made.oauthToken);
                await clerk.oauthApplications.revokeToken({ oauthApplicationId: clientId, token: made.oauthToken });
                const { revoked } = await clerk.idPOAuthAccessToken.verify(made.oauthToken);
                assert.equal(revoked, true);
            },
        ],
        delete: ["DeletedObject", () => clerk.oauthApplications.delete(made.application.id)],
    },
    idPOAuthAccessToken: {
        verify: [
            "IdPOAuthAccessToken",
            async () => clerk.idPOAuthAccessToken.verify(await text("/credential?type=oauth_token&user=ada")),
        ],
    },
    // The dashboard's settings of an instance, and Clerk's own services: a backend of an application has no need of them.
    __experimental_accountlessApplications: {
        createAccountlessApplication: [
            Boolean,
            () => clerk.__experimental_accountlessApplications.createAccountlessApplication(),
        ],
        completeAccountlessApplicationOnboarding: [
            Boolean,
            () => clerk.__experimental_accountlessApplications.completeAccountlessApplicationOnboarding(),
        ],
    },
    agentTasks: {
        create: [
            Boolean,
            () => clerk.agentTasks.create({ onBehalfOf: { userId: made.user.id }, permissions: "*", agentName: "walk" }),
        ],
        revoke: [Boolean, () => clerk.agentTasks.revoke("none")],
    },
    allowlistIdentifiers: {
        getAllowlistIdentifierList: [Boolean, () => clerk.allowlistIdentifiers.getAllowlistIdentifierList()],
        createAllowlistIdentifier: [
            Boolean,
            () => clerk.allowlistIdentifiers.createAllowlistIdentifier({ identifier: "*@walk.example", notify: false }),
        ],
        deleteAllowlistIdentifier: [Boolean, () => clerk.allowlistIdentifiers.deleteAllowlistIdentifier("none")],
    },
    betaFeatures: { changeDomain: [Boolean, () => clerk.betaFeatures.changeDomain({ homeUrl: "https://walk.example" })] },
    billing: {
        getPlanList: [Boolean, () => clerk.billing.getPlanList()],
        cancelSubscriptionItem: [Boolean, () => clerk.billing.cancelSubscriptionItem("none")],
        extendSubscriptionItemFreeTrial: [
            Boolean,
            () => clerk.billing.extendSubscriptionItemFreeTrial("none", { extendTo: new Date() }),
        ],
        getOrganizationBillingSubscription: [Boolean, () => clerk.billing.getOrganizationBillingSubscription("org_acme")],
        getUserBillingSubscription: [Boolean, () => clerk.billing.getUserBillingSubscription("user_ada")],
    },
    blocklistIdentifiers: {
        getBlocklistIdentifierList: [Boolean, () => clerk.blocklistIdentifiers.getBlocklistIdentifierList()],
        createBlocklistIdentifier: [
            Boolean,
            () => clerk.blocklistIdentifiers.createBlocklistIdentifier({ identifier: "*@walk.example" }),
        ],
        deleteBlocklistIdentifier: [Boolean, () => clerk.blocklistIdentifiers.deleteBlocklistIdentifier("none")],
    },
    domains: {
        list: [Boolean, () => clerk.domains.list()],
        add: [Boolean, () => clerk.domains.add({ name: "walk.example", is_satellite: true })],
        update: [Boolean, () => clerk.domains.update({ domainId: "none", name: "walk.example" })],
        delete: [Boolean, () => clerk.domains.delete("none")],
        deleteDomain: [Boolean, () => clerk.domains.deleteDomain("none")],
    },
    emails: {
        create: [Boolean, () => clerk.emails.create({ to: { userId: made.user.id }, subject: "Walk", text: "Walk" })],
        createBatch: [
            Boolean,
            () => clerk.emails.createBatch([{ to: { userId: made.user.id }, subject: "Walk", text: "Walk" }]),
        ],
        get: [Boolean, () => clerk.emails.get("none")],
    },
    enterpriseConnections: {
        createEnterpriseConnection: [Boolean, () => clerk.enterpriseConnections.createEnterpriseConnection({ name: "Walk" })],
        updateEnterpriseConnection: [Boolean, () => clerk.enterpriseConnections.updateEnterpriseConnection("none", {})],
        getEnterpriseConnectionList: [Boolean, () => clerk.enterpriseConnections.getEnterpriseConnectionList()],
        getEnterpriseConnection: [Boolean, () => clerk.enterpriseConnections.getEnterpriseConnection("none")],
        deleteEnterpriseConnection: [Boolean, () => clerk.enterpriseConnections.deleteEnterpriseConnection("none")],
    },
    instance: {
        get: [Boolean, () => clerk.instance.get()],
        update: [Boolean, () => clerk.instance.update({ testMode: true })],
        updateRestrictions: [Boolean, () => clerk.instance.updateRestrictions({ allowlist: false })],
        getOrganizationSettings: [Boolean, () => clerk.instance.getOrganizationSettings()],
        updateOrganizationSettings: [Boolean, () => clerk.instance.updateOrganizationSettings({ enabled: true })],
    },
    proxyChecks: {
        verify: [Boolean, () => clerk.proxyChecks.verify({ domainId: "none", proxyUrl: "https://walk.example/clerk" })],
    },
    redirectUrls: {
        getRedirectUrlList: [Boolean, () => clerk.redirectUrls.getRedirectUrlList()],
        getRedirectUrl: [Boolean, () => clerk.redirectUrls.getRedirectUrl("none")],
        createRedirectUrl: [Boolean, () => clerk.redirectUrls.createRedirectUrl({ url: "https://walk.example" })],
        deleteRedirectUrl: [Boolean, () => clerk.redirectUrls.deleteRedirectUrl("none")],
    },
    roleSets: {
        getRoleSetList: [Boolean, () => clerk.roleSets.getRoleSetList()],
        getRoleSet: [Boolean, () => clerk.roleSets.getRoleSet("none")],
        createRoleSet: [Boolean, () => clerk.roleSets.createRoleSet({ name: "Walk", roles: [] })],
        updateRoleSet: [Boolean, () => clerk.roleSets.updateRoleSet({ roleSetKeyOrId: "none", name: "Walk" })],
        addRolesToRoleSet: [Boolean, () => clerk.roleSets.addRolesToRoleSet({ roleSetKeyOrId: "none", roleKeys: [] })],
        replaceRoleInRoleSet: [Boolean, () => clerk.roleSets.replaceRoleInRoleSet({ roleSetKeyOrId: "none", roleKey: "a" })],
        replaceRoleSet: [Boolean, () => clerk.roleSets.replaceRoleSet({ roleSetKeyOrId: "none", destRoleSetKey: "a" })],
    },
    samlConnections: {
        getSamlConnectionList: [Boolean, () => clerk.samlConnections.getSamlConnectionList()],
        createSamlConnection: [Boolean, () => clerk.samlConnections.createSamlConnection({ name: "Walk" })],
        getSamlConnection: [Boolean, () => clerk.samlConnections.getSamlConnection("none")],
        updateSamlConnection: [Boolean, () => clerk.samlConnections.updateSamlConnection("none", { name: "Walk" })],
        deleteSamlConnection: [Boolean, () => clerk.samlConnections.deleteSamlConnection("none")],
    },
    signUps: {
        get: [Boolean, () => clerk.signUps.get("sua_none")],
        update: [Boolean, () => clerk.signUps.update({ signUpAttemptId: "sua_none", externalId: "walk" })],
    },
    waitlistEntries: {
        list: [Boolean, () => clerk.waitlistEntries.list()],
        create: [Boolean, () => clerk.waitlistEntries.create({ emailAddress: "walk@walk.example" })],
        createBulk: [Boolean, () => clerk.waitlistEntries.createBulk([{ emailAddress: "walk@walk.example" }])],
        invite: [Boolean, () => clerk.waitlistEntries.invite("none")],
        reject: [Boolean, () => clerk.waitlistEntries.reject("none")],
        delete: [Boolean, () => clerk.waitlistEntries.delete("none")],
    },
    webhooks: {
        createSvixApp: [Boolean, () => clerk.webhooks.createSvixApp()],
        generateSvixAuthURL: [Boolean, () => clerk.webhooks.generateSvixAuthURL()],
        deleteSvixApp: [Boolean, () => clerk.webhooks.deleteSvixApp()],
    },
};
// A role that is in use keeps its permission, so this comes after the roles.
const LAST = {
    organizationPermissions: {
        deleteOrganizationPermission: [
            "DeletedObject",
            () => clerk.organizationPermissions.deleteOrganizationPermission(made.permission?.id ?? "perm_none"),
        ],
    },
};

const methodsOf = (api) => {
    const names = new Set();
    for (let one = api; one !== Object.prototype; one = Object.getPrototypeOf(one)) {
        Object.getOwnPropertyNames(one)
            .filter((name) => !["constructor", "request", "requireId"].includes(name) && typeof one[name] === "function")
            .forEach((name) => names.add(name));
    }
    return [...names];
};
const className = (value) => value?.constructor?.name.replace(/^_/, "");
const isRight = (type, value) => {
    if (typeof type === "function") {
        return Boolean(type(value));
    }
    if (type.endsWith("[]")) {
        const list = Array.isArray(value) ? value : value?.data;
        return Array.isArray(list) && list.length > 0 && list.every((one) => className(one) === type.slice(0, -2));
    }
    return className(value) === type;
};
// OrganizationDomain is no class of the client's deserializer: it gives the JSON.
const TYPES = {
    OrganizationDomain: (value) => value?.object === "organization_domain",
    "OrganizationDomain[]": (value) => value?.data?.length > 0 && value.data[0].object === "organization_domain",
};

const outcome = async ([type, call]) => {
    try {
        const value = await call();
        return isRight(TYPES[type] ?? type, value) ? "works" : `WRONG: ${JSON.stringify(value)?.slice(0, 200)}`;
    } catch (error) {
        const clerksForm = error.errors?.[0]?.code && error.clerkTraceId;
        return error.status === 404 && clerksForm ? "404" : `WRONG: ${error.status ?? ""} ${error.stack}`;
    }
};

await fetch(`${apiUrl}/reset`, { method: "POST" });
const apis = Object.keys(clerk).filter((name) => name !== "telemetry" && typeof clerk[name] === "object");
const found = new Map();
for (const calls of [CALLS, LAST]) {
    for (const [api, methods] of Object.entries(calls)) {
        for (const [method, call] of Object.entries(methods)) {
            found.set(`${api}.${method}`, await outcome(call));
        }
    }
}
const all = apis.flatMap((api) => methodsOf(clerk[api]).map((method) => `${api}.${method}`));
const wrong = [
    ...[...found].filter(([, result]) => result.startsWith("WRONG")).map(([name, result]) => `${name}: ${result}`),
    ...all.filter((name) => !found.has(name)).map((name) => `${name}: not called`),
    ...[...found.keys()].filter((name) => !all.includes(name)).map((name) => `${name}: no method of the client`),
];
assert.deepEqual(wrong, [], wrong.join("\n"));

const row = (api) => {
    const names = (result) =>
        methodsOf(clerk[api])
            .filter((method) => found.get(`${api}.${method}`) === result)
            .map((method) => `\`${method}\``)
            .join(" ");
    return { api, works: names("works"), missing: names("404") };
};
const rows = apis.map(row);
const count = (result) => [...found.values()].filter((one) => one === result).length;
const content = `# The methods of @clerk/backend against the stand-in

\`.ci/clerk-client\` calls every method of \`createClerkClient()\` of \`@clerk/backend\` ${version} against
[the stand-in](develop-offline.md), with arguments that Clerk accepts, and writes this page.

Of ${found.size} methods ${count("works")} work: the client makes the class that it documents of the answer. The other
${count("404")} answer 404 in the form of Clerk's errors, so that a test notices what the stand-in lacks.

## Methods that work

| API | methods |
|---|---|
${rows.filter(({ works }) => works).map(({ api, works }) => `| \`${api}\` | ${works} |`).join("\n")}

## Methods that answer 404

| API | methods |
|---|---|
${rows.filter(({ missing }) => missing).map(({ api, missing }) => `| \`${api}\` | ${missing} |`).join("\n")}
`;
if (process.env.WRITE === "1") {
    writeFileSync(page, content);
} else {
    assert.equal(readFileSync(page, "utf8"), content, "docs/backend-methods.md: run WRITE=1 .ci/clerk-client");
}
await fetch(`${apiUrl}/reset`, { method: "POST" });
console.log(`@clerk/backend ${version}: ${count("works")} methods work, ${count("404")} are a 404 in Clerk's form`);
