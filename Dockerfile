# The stand-in Focus Server of the sandbox as a container image, for a real cluster:
#   docker build -t REGISTRY/focus:1 . && docker push REGISTRY/focus:1
#   npm run sandbox -- --kubeconfig PATH --image REGISTRY/focus:1
FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc tsconfig.json ./
RUN npm ci
COPY support/sandbox support/sandbox
RUN npm run sandbox:image -- /app

FROM node:24-slim
COPY --from=build /app /app
USER node
ENTRYPOINT ["node"]
CMD ["/app/main.js"]
