# An image with helpsmith and git, which it asks for the dates of articles. From the folder of the repository:
#
#   docker build -t helpsmith .
#
# and from that of a site, whose files then belong to whoever builds it:
#
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/site" helpsmith build

# Alpine's Rust makes static programs for musl by itself, with the C compiler that onig, mimalloc and ring need.
FROM rust:1.95-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /source
COPY Cargo.toml Cargo.lock ./
COPY benches benches
COPY src src
COPY themes themes
RUN cargo build --release --locked

FROM alpine:3.22
# A mounted site belongs to somebody else than the user here, and git reads no such repository unless told to. What is
# mounted is all there is to read, and helpsmith lets no repository choose what git runs.
RUN apk add --no-cache git \
    && git config --system --add safe.directory '*' \
    && adduser -D -u 1000 helpsmith
COPY --from=build /source/target/release/helpsmith /usr/local/bin/helpsmith
COPY LICENSE-APACHE LICENSE-MIT /usr/share/licenses/helpsmith/
USER 1000:1000
WORKDIR /site
# What `helpsmith serve --host 0.0.0.0` shows.
EXPOSE 4000
ENTRYPOINT ["helpsmith"]
CMD ["--help"]
